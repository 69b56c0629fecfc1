/** The index: made, kept in step, and made again. */
package torg.search.lucene.index;
