/**
 * Described views and inputs of rows, on pages and as JSON: lists, records and forms each in a package of their own, and what they share of a row in a
 * fourth.
 */
package torg.lists.forms;
