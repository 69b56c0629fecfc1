/** Words, as they are kept and as they are looked for. */
package torg.search.lucene.text;
