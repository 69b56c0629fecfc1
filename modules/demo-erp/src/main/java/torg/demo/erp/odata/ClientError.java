package torg.demo.erp.odata;

import java.util.Locale;
import org.apache.olingo.server.api.ODataApplicationException;

/** A request that cannot be answered as it was sent. */
final class ClientError extends ODataApplicationException {
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int PRECONDITION_FAILED = 412;

    ClientError(int status, String message) {
        super(message, status, Locale.ROOT);
    }

    static ClientError badRequest(String message) {
        return new ClientError(BAD_REQUEST, message);
    }
}
