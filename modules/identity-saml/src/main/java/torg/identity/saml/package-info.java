/**
 * Sign-in through the SAML 2.0 identity providers of others. Start at {@link torg.identity.saml.Saml}; what a provider sends goes through {@link torg.identity.saml.Xml}, then
 * {@link torg.identity.saml.Signed}, then {@link torg.identity.saml.Assertion}, and what is left over counts.
 */
package torg.identity.saml;
