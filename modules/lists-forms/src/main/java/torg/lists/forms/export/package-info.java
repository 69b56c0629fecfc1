/** All rows of a list as a file for a spreadsheet. Start at {@link torg.lists.forms.export.ListsResource}. */
package torg.lists.forms.export;
