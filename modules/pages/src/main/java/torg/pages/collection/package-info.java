/** Some pages of a site in an order: which they are ({@link torg.pages.collection.Selection}), and how an author wants them shown ({@link torg.pages.collection.Listing}). */
package torg.pages.collection;
