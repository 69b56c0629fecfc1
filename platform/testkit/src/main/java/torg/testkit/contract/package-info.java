/**
 * What everybody who implements an interface of {@code torg.spi} has to keep: JUnit interfaces with default tests, such as {@link
 * torg.testkit.contract.ComponentContract}. A test implements one and hands over the thing. {@link torg.testkit.contract.TablesContract} is the gate's own.
 */
package torg.testkit.contract;
