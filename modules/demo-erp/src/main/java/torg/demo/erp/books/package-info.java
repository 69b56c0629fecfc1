/**
 * What the ERP knows and how it does business: tables, the rules for writing to them, and the news it has to tell.
 * Nothing here speaks HTTP or OData.
 */
package torg.demo.erp.books;
