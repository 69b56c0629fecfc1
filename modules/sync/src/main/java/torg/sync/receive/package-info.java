/** Records come here ({@link torg.sync.receive.Receiver}); how far each map is and what was not taken is remembered beside the rows ({@link torg.sync.receive.Ledger}). */
package torg.sync.receive;
