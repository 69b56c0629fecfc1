/** Sign-in with the password of a directory. Start at {@link torg.identity.ldap.LdapDirectory}. */
package torg.identity.ldap;
