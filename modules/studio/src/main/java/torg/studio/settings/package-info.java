/** The site's settings by form, and the modules that run. */
package torg.studio.settings;
