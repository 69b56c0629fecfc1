/** What people are written about what happens to their sign-in: {@link torg.identity.local.warning.DeviceMails}. */
package torg.identity.local.warning;
