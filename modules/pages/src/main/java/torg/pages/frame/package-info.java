/** What stands around the content of every page: menus, crumbs, languages, snippets, words ({@link torg.pages.frame.Frame}). */
package torg.pages.frame;
