/** Pages, menus, snippets and web files as JSON. */
package torg.pages.rest;
