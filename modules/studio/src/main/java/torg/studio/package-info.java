/**
 * Edits the documents of the site and its themes. Start at {@link torg.studio.Studio}, the rooms in the browser, and {@link torg.studio.StudioResource}, the same as
 * JSON; whoever asks, files are reached by {@link torg.studio.Desk}.
 */
package torg.studio;
