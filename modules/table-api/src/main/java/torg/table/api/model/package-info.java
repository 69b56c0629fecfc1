/**
 * What a caller may know of the tables, said in the words of OData and of OpenAPI.
 */
package torg.table.api.model;
