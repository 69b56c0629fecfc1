/** What the ERP is asked while a customer waits: {@link torg.sync.live.LiveQuotes}. */
package torg.sync.live;
