package torg.sync.connector;

import java.util.Map;
import java.util.function.Consumer;
import torg.spi.sync.Connector;

/**
 * The connectors that run, by name, and what passes to each of their ERPs.
 *
 * @param answered is told of each whose ERP answers
 */
public record Connectors(Map<String, Connector> byName, Governors governors, Consumer<Connector> answered) {}
