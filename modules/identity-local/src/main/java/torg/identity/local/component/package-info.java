/** What this module puts on pages: signing in and out, changing the password, tokens. */
package torg.identity.local.component;
