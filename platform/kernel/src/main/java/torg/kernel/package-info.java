/**
 * Runs the modules of the folders, and knows how the house is: checks, figures, settings. Start at {@link torg.kernel.Kernel} for what it answers, and
 * at {@link torg.kernel.ModuleFolders} for what becomes of a jar.
 */
package torg.kernel;
