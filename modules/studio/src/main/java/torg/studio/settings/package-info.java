/** The site's settings by form. */
package torg.studio.settings;
