/** Passwords: hashed and compared ({@link torg.identity.local.password.Passwords}), judged, and given to a contact ({@link torg.identity.local.password.Credentials}). */
package torg.identity.local.password;
