/** Looking at an ERP before anything is copied. */
package torg.sync.preflight;
