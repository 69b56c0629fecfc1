/**
 * The sync as it is, on the store as it is, beside an ERP in memory and under faults that a seed chooses: {@link torg.launcher.simulation.Simulation} is one run.
 * A seed decides all of it, so what failed can be seen again: {@code -Dtorg.seed=…} tells each step.
 */
package torg.launcher.simulation;
