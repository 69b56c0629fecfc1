package torg.sync;

import java.util.Map;
import torg.spi.sync.Connector;

/** The connectors that run, by name, and which of their ERPs asked to be left alone. */
record Connectors(Map<String, Connector> byName, Pauses pauses) {}
