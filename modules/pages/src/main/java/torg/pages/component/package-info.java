/** What this module puts on pages: tiles, collections, breadcrumbs and snippets. */
package torg.pages.component;
