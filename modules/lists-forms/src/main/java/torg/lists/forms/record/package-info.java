/**
 * Records: one row on a page, with lists of rows that belong to it. Start at {@link torg.lists.forms.record.RecordCompiler} for the document and at
 * {@link torg.lists.forms.record.RecordComponent} for the page.
 */
package torg.lists.forms.record;
