/** The modules that run, and why one does not: in the Studio, as JSON and for a terminal. */
package torg.studio.module;
