/**
 * Mail to people: {@link torg.api.mail.Mails} takes what a module has to tell somebody by e-mail.
 */
@Export
@Version("1.0.0")
package torg.api.mail;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
