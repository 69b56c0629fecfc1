/** What the settings say: how long sessions last, and whether people of the demo may come in. */
package torg.identity.local.settings;
