/** What a site sets of its theme, by form. */
package torg.studio.theme;
