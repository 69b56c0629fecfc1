/**
 * What Jetty is told for where no servlet is asked, so that requests that are none are answered in the house's words too.
 */
package torg.web.jetty;
