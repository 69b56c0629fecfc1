/** What a site says of its search. */
package torg.search.lucene.site;
