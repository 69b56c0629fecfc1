/** Another password for whoever has forgotten theirs, by a mailed link: {@link torg.identity.local.reset.PasswordResets}. */
package torg.identity.local.reset;
