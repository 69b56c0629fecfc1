/** The smaller pictures that are made of those among the web files: {@link torg.pages.picture.PictureReader} finds what they are made of, {@link torg.pages.picture.PictureCache} has them. */
package torg.pages.picture;
