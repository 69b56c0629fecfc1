/** What the documents of a site became, for whoever asks: its pages by address, with menus, redirects and snippets ({@link torg.pages.tree.SitePages}). */
package torg.pages.tree;
