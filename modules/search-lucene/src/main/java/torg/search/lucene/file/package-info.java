/** The words of files, read by a process of its own and kept by what the files hold. */
package torg.search.lucene.file;
