/** Searches that people keep. */
package torg.search.lucene.saved;
