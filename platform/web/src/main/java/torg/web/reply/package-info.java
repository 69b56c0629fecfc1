/**
 * Answers on their way out: fresh ones and stored ones with tag and compressed bytes, and the headers that every answer carries. Start at {@link
 * torg.web.reply.Delivery}.
 */
package torg.web.reply;
