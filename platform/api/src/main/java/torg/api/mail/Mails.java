package torg.api.mail;

import org.osgi.annotation.versioning.ProviderType;
import torg.api.table.Change;

/** Takes mails to be sent. Thread-safe. Missing: nobody is written to. */
@ProviderType
public interface Mails {
    /** Mails of one kind to one address within an hour. A kind has its own, so that nobody silences warnings by asking for something else. */
    int MOST_AN_HOUR = 10;

    /**
     * The change that lays a mail into the outgoing ones, for the write of a service that makes what the mail tells: so none is sent of what did not
     * happen, and none is
     * lost. Nothing is sent before that write, and soon after it.
     *
     * @throws torg.api.problem.TorgException INVALID {@code mail.no-address} for what is no e-mail address; TOO_MANY {@code mail.too-many} when
     *     {@value #MOST_AN_HOUR} of its kind went to the address within the last hour; BUSY {@code mail.no-public-url} for a link
     *     while nobody has said by which address people reach the portal
     */
    Change posted(Mail mail);
}
