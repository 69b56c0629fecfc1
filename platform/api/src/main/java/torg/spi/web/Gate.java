package torg.spi.web;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.web.Reply;
import torg.api.web.Request;

/** Stands before the walk of a page: answers, or lets pass; it cannot wrap. Service property {@code service.ranking}: higher goes first. */
@ConsumerType
public interface Gate {
    /** An early answer, or empty to let the request pass. */
    Optional<Reply> pass(Request request);
}
