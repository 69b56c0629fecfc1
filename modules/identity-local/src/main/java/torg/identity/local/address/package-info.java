/** Another e-mail address to sign in with, confirmed by a mail to it, and taken back by one to the former: {@link torg.identity.local.address.AddressChanges}. */
package torg.identity.local.address;
