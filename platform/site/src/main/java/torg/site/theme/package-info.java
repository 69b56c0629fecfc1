/**
 * The theme of a site: its own files over those of the themes that it extends. Start at {@link torg.site.theme.ThemeMaker}.
 */
package torg.site.theme;
