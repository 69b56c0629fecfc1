/**
 * Mail to people. {@link torg.mail.PostedMails} takes it, {@link torg.mail.Postman} has {@link torg.mail.MailServer} send it, {@link
 * torg.mail.MailsComponent} shows what
 * became of it.
 */
package torg.mail;
