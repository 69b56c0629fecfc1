/**
 * Speaks Dynamics 365 Finance and Operations' OData for the sync. Start at {@link torg.connector.dynamics.DynamicsConnector}; below it {@link
 * torg.connector.dynamics.Http} sends, and {@link torg.connector.dynamics.Urls} and {@link torg.connector.dynamics.Literals} write what is sent.
 */
package torg.connector.dynamics;
