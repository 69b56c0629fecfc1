/** Web files to look at: all of them with small pictures ({@link torg.studio.media.Library}), and one with who refers to it and other bytes for it ({@link torg.studio.media.OpenMedium}). */
package torg.studio.media;
