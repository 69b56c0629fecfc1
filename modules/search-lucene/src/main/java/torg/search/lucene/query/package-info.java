/** Questions to the index, as one caller may ask them. */
package torg.search.lucene.query;
