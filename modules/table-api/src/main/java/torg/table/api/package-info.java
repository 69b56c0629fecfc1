/**
 * Tables as JSON for whatever asks without a browser; rights are the gate's alone. Start at {@link torg.table.api.TablesResource}.
 */
package torg.table.api;
