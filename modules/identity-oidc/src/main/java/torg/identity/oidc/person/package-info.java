/** From what a provider says of a person to a contact: by what it is linked with ({@link torg.identity.oidc.person.Links}), or by what the site's documents say ({@link torg.identity.oidc.person.Mapping}). */
package torg.identity.oidc.person;
