/**
 * Edits the documents of the site and its themes, in the browser and as JSON. Start at {@link torg.studio.Studio}, which opens the rooms.
 *
 * <p>What a room needs lies in three packages, each of which knows only those before it: {@link torg.studio.desk} reaches the files and says who may have which,
 * {@link torg.studio.room} has what all rooms show (addresses, words, what was refused), {@link torg.studio.form} changes a document by form. Every other package is
 * one group of rooms and knows these three and no other group; this one knows them all but needs few.
 */
package torg.studio;
