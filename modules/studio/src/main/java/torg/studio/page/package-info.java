/** Pages by form, and how they lie to each other: one page ({@link torg.studio.page.PageComponent}), the tree of all ({@link torg.studio.page.PagesComponent}), the menus ({@link torg.studio.page.NavigationComponent}). */
package torg.studio.page;
