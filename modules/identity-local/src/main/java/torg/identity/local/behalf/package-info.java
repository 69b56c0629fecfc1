/** People of the seller who work on behalf of contacts ({@link torg.identity.local.behalf.Deputies}). */
package torg.identity.local.behalf;
