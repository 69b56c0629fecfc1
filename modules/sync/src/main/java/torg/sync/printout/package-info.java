/** What an ERP has in writing of rows, for whoever may see the row: {@link torg.sync.printout.PrintoutResource}. */
package torg.sync.printout;
