/**
 * Sign-in with a passkey. Start at {@link torg.identity.passkeys.Ceremonies}, which makes challenges and judges what authenticators answer, and at the two components.
 */
package torg.identity.passkeys;
