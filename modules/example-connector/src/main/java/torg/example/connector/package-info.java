/**
 * A connector to an ERP that is a folder: {@link torg.example.connector.FolderConnector} speaks for it, {@link torg.example.connector.RecordFolder} is it.
 */
package torg.example.connector;
