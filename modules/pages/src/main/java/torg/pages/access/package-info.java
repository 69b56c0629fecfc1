/** Who may read which page, and which ways somebody is shown ({@link torg.pages.access.Sight}). */
package torg.pages.access;
