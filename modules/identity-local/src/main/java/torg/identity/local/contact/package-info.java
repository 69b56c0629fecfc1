/** Who may come in: contacts with their credentials and memberships ({@link torg.identity.local.contact.People}), and the tables beside them. */
package torg.identity.local.contact;
