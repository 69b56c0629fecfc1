package torg.sync.connector;

import java.util.Map;
import java.util.function.Consumer;
import torg.spi.sync.Connector;

/**
 * The connectors that run, by name, and which of their ERPs asked to be left alone.
 *
 * @param answered is told of each whose ERP answers
 */
public record Connectors(Map<String, Connector> byName, Pauses pauses, Consumer<Connector> answered) {}
