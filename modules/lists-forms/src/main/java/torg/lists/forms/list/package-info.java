/**
 * Lists: rows of one table in columns, searched, filtered, sorted and paged. Start at {@link torg.lists.forms.list.ListCompiler} for the document and
 * at {@link torg.lists.forms.list.ListComponent} for the page.
 */
package torg.lists.forms.list;
