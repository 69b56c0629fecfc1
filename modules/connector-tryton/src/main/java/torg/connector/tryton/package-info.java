/**
 * The JSON-RPC of Tryton for the sync. Start at {@link torg.connector.tryton.TrytonConnector}.
 */
package torg.connector.tryton;
