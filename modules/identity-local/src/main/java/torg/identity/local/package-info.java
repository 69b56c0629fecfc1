/**
 * Sign-in with e-mail and password, and sessions. Start at {@link torg.identity.local.LocalIdentity}; the components for pages are {@link
 * torg.identity.local.SignIn}, {@link torg.identity.local.SignOut} and {@link torg.identity.local.ChangePassword}.
 */
package torg.identity.local;
