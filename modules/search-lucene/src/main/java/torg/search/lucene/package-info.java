/** Finds pages and rows as far as whoever asks may see them: on pages, and as JSON. */
package torg.search.lucene;
