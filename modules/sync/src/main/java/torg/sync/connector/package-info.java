/** What is known of the other side: which connectors run, whether their ERPs answer ({@link torg.sync.connector.Presences}), which of them asked for a pause. */
package torg.sync.connector;
