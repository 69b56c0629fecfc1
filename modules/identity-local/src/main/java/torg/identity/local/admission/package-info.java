/** Lets contacts in for other modules, and keeps them out. */
package torg.identity.local.admission;
