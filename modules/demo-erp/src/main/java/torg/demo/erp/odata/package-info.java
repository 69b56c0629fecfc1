/**
 * How the ERP speaks: the OData V4 dialect of Finance and Operations, on top of Apache Olingo's server library.
 * A request walks {@link torg.demo.erp.odata.ODataEndpoint}, then Olingo, then {@link torg.demo.erp.odata.Reading} or
 * {@link torg.demo.erp.odata.Writing}.
 */
package torg.demo.erp.odata;
