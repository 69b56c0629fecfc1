/** Speaking with a provider: what it says of itself ({@link torg.identity.oidc.provider.Counterpart}), and what it says of a person, once it was checked. */
package torg.identity.oidc.provider;
