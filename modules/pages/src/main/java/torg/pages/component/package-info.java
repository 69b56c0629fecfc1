/** What this module puts on pages: tiles, collections and snippets. */
package torg.pages.component;
