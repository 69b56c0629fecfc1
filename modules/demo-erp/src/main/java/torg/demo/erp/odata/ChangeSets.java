package torg.demo.erp.odata;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.olingo.commons.api.http.HttpHeader;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.batch.BatchFacade;
import org.apache.olingo.server.api.deserializer.batch.BatchOptions;
import org.apache.olingo.server.api.deserializer.batch.BatchRequestPart;
import org.apache.olingo.server.api.deserializer.batch.ODataResponsePart;
import org.apache.olingo.server.api.processor.BatchProcessor;

/** Answers batches. The requests of one change set are written together or not at all. */
final class ChangeSets implements BatchProcessor {
    private static final int MOST_OPERATIONS = 5_000;
    private static final int FIRST_ERROR = 400;

    private final Scope scope;
    private OData odata;

    /** Ends a change set whose request was refused; it is thrown so that the transaction rolls back. */
    private static final class Failed extends RuntimeException {
        private final transient ODataResponse response;

        Failed(ODataResponse response) {
            super("a request of the change set failed", null, false, false);
            this.response = response;
        }
    }

    ChangeSets(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void init(OData library, ServiceMetadata service) {
        odata = library;
    }

    @Override
    public void processBatch(BatchFacade facade, ODataRequest request, ODataResponse response) throws ODataApplicationException, ODataLibraryException {
        var boundary = facade.extractBoundaryFromContentType(request.getHeader(HttpHeader.CONTENT_TYPE));
        var options = BatchOptions.with().rawBaseUri(request.getRawBaseUri()).rawServiceResolutionUri(request.getRawServiceResolutionUri()).build();
        var parts = odata.createFixedFormatDeserializer().parseBatchRequest(request.getBody(), boundary, options);
        if (parts.stream().mapToInt(part -> part.getRequests().size()).sum() > MOST_OPERATIONS) {
            throw ClientError.badRequest("a batch holds at most %d operations".formatted(MOST_OPERATIONS));
        }
        for (var part : parts) {
            Bounds.check(part.getRequests());
        }
        var ownBoundary = "batchresponse_" + UUID.randomUUID();
        response.setContent(odata.createFixedFormatSerializer().batchResponse(answers(facade, parts, continuesOnError(request)), ownBoundary));
        response.setStatusCode(200);
        response.setHeader(HttpHeader.CONTENT_TYPE, "multipart/mixed; boundary=" + ownBoundary);
    }

    private static boolean continuesOnError(ODataRequest request) {
        var prefer = request.getHeader(HttpHeader.PREFER);
        return prefer != null && prefer.contains("continue-on-error");
    }

    private static List<ODataResponsePart> answers(BatchFacade facade, List<BatchRequestPart> parts, boolean continuesOnError)
            throws ODataApplicationException, ODataLibraryException {
        var answers = new ArrayList<ODataResponsePart>();
        for (var part : parts) {
            var answer = facade.handleBatchRequest(part);
            answer.getResponses().forEach(ChangeSets::writeOut);
            answers.add(answer);
            if (!continuesOnError && answer.getResponses().getFirst().getStatusCode() >= FIRST_ERROR) {
                break;
            }
        }
        return answers;
    }

    /** Rows are read while an answer is written. In a batch that has to be now: the next part may change them. */
    private static void writeOut(ODataResponse response) {
        if (response.getODataContent() != null) {
            var content = new ByteArrayOutputStream();
            response.getODataContent().write(content);
            response.setContent(new ByteArrayInputStream(content.toByteArray()));
        }
    }

    @Override
    public ODataResponsePart processChangeSet(BatchFacade facade, List<ODataRequest> requests) throws ODataApplicationException, ODataLibraryException {
        try {
            return scope.together(_ -> {
                var responses = new ArrayList<ODataResponse>();
                for (var request : requests) {
                    var response = handle(facade, request);
                    if (response.getStatusCode() >= FIRST_ERROR) {
                        throw new Failed(response);
                    }
                    responses.add(response);
                }
                return new ODataResponsePart(responses, true);
            });
        } catch (Failed failed) {
            return new ODataResponsePart(failed.response, false); // one answer stands for the whole set
        }
    }

    private static ODataResponse handle(BatchFacade facade, ODataRequest request) throws ODataApplicationException {
        try {
            return facade.handleODataRequest(request);
        } catch (ODataLibraryException e) {
            throw ClientError.badRequest("a request of the change set is not well-formed: " + e.getMessage());
        }
    }
}
