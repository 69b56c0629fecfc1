/** Documents go there ({@link torg.sync.send.Sender}); after one that got no answer the ERP is asked before it goes again ({@link torg.sync.send.Unanswered}). */
package torg.sync.send;
