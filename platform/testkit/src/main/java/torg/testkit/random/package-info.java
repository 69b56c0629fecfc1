/**
 * Houses at random: tables, rows, rules, callers and questions ({@link torg.testkit.random.RandomHouse}), the same ones for the same seed, and the contract
 * that compares an implementation with {@link torg.testkit.MemoryTables} in them.
 */
package torg.testkit.random;
