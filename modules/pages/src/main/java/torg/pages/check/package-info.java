/** What a site names and nobody has, and what leads nowhere: told to its author when the documents are compiled, or at {@code /health}. */
package torg.pages.check;
