/** What people looked for in vain. */
package torg.search.lucene.miss;
