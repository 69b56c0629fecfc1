/** Edits the documents of the site and its themes. Start at {@link torg.studio.StudioResource}. */
package torg.studio;
