/**
 * An ERP behind a folder. {@link torg.connector.files.Exports} reads what it lays down, {@link torg.connector.files.Documents} lays down what it is to take.
 */
package torg.connector.files;
