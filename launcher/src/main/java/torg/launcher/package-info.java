/**
 * The program that starts the framework with the house's bundles, sees to the data folder and the demo ERP, and says when the portal is ready. Start
 * at {@link torg.launcher.Main}; {@link torg.launcher.House} is the framework.
 */
package torg.launcher;
