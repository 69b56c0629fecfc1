package torg.demo.erp.odata;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayInputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.commons.api.http.HttpHeader;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ODataServerError;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.processor.ErrorProcessor;

/** Errors in the shape of the real product: what went wrong stands in error.innererror.message. */
final class ErrorBody implements ErrorProcessor {
    private static final Logger LOG = System.getLogger(ErrorBody.class.getName());
    private static final int FAULT = 500;

    @Override
    public void init(OData odata, ServiceMetadata metadata) {
        // an error needs neither
    }

    @Override
    public void processError(ODataRequest request, ODataResponse response, ODataServerError error, ContentType format) {
        int status = error.getStatusCode();
        var message = error.getMessage();
        if (status == FAULT) {
            LOG.log(Level.ERROR, "a request failed: " + request.getMethod() + " " + request.getRawODataPath(), error.getException());
            message = "The ERP could not do this because of a fault of its own.";
        }
        response.setStatusCode(status);
        response.setHeader(HttpHeader.CONTENT_TYPE, ContentType.JSON.toContentTypeString());
        response.setContent(new ByteArrayInputStream(json(message, status).getBytes(StandardCharsets.UTF_8)));
    }

    static String json(String message, int status) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", "").put("message", "An error has occurred.")
                .putObject("innererror").put("message", message).put("type", "Http" + status).put("stacktrace", "");
        return body.toString();
    }
}
