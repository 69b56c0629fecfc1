package torg.web.rest;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import torg.api.identity.Caller;

/** The caller in the words of Jakarta REST, so that {@code @RolesAllowed}-minded code finds what it expects. */
record CallerSecurity(Caller caller, boolean secure) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
        return caller.isAnonymous() ? null : caller::name;
    }

    @Override
    public boolean isUserInRole(String role) {
        return caller.hasRole(role);
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public String getAuthenticationScheme() {
        return caller.isAnonymous() ? null : FORM_AUTH;
    }
}
