/** Pages, menus and snippets as JSON. */
package torg.pages.rest;
