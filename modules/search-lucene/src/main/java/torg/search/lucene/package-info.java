/** Finds pages, web files and rows as far as whoever asks may see them: on pages, and as JSON. */
package torg.search.lucene;
