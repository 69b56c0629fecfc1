/**
 * Sign-in through the OpenID providers of others. Start at {@link torg.identity.oidc.Oidc}; what it is made of lies below: {@link torg.identity.oidc.provider}, which speaks with
 * providers, and {@link torg.identity.oidc.person}, which knows what the site makes of their people.
 */
package torg.identity.oidc;
