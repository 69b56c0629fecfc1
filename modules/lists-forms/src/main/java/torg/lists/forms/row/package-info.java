/**
 * What lists, records and forms share of a row: paths and parameters in documents, values as people read them, links and the words around
 * them.
 */
package torg.lists.forms.row;
