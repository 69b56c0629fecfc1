/** Who may do what, as the documents say it. */
package torg.studio.access;
