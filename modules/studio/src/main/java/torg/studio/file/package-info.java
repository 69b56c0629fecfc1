/**
 * Files as they are: what there is ({@link torg.studio.file.OverviewComponent}), one as text ({@link torg.studio.file.FileComponent}), what it was and the way back
 * ({@link torg.studio.file.HistoryComponent}), something new, and all of it as JSON ({@link torg.studio.file.StudioResource}).
 */
package torg.studio.file;
