/**
 * What an address asks of a table: the options of OData, read for one caller, who can name no more than may be read. Start at
 * {@link torg.table.api.ask.Options}.
 */
package torg.table.api.ask;
