/** The demo ERP: a program of its own that stands in for a Dynamics 365 Finance and Operations environment, and says so. */
package torg.demo.erp;
