/** Order notifications. {@link torg.order.notifications.Teller} follows the change feed and tells people what became of rows that are theirs. */
package torg.order.notifications;
