/** The program that reads one file, outside of the portal. It alone knows Tika. */
package torg.search.lucene.process;
