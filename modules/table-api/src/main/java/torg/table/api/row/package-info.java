/**
 * A row between JSON and the gate: its address, its version, its values one way and the other.
 */
package torg.table.api.row;
