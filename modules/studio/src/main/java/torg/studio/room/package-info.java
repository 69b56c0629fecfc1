/** What all rooms share of what they show: where they are ({@link torg.studio.room.Room}), words, links, differences, and what was refused and why ({@link torg.studio.room.Told}). */
package torg.studio.room;
