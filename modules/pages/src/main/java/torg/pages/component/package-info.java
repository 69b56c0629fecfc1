/** What this module puts on pages: tiles and snippets. */
package torg.pages.component;
