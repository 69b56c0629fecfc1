/**
 * Sign-in with e-mail and password, sessions, and tokens for programs. Start at {@link torg.identity.local.LocalIdentity}, for tokens at {@link
 * torg.identity.local.TokenDesk}; the components for pages are {@link
 * torg.identity.local.SignIn}, {@link torg.identity.local.SignOut} and {@link torg.identity.local.ChangePassword}.
 */
package torg.identity.local;
