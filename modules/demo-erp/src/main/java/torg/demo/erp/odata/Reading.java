package torg.demo.erp.odata;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.olingo.commons.api.data.ContextURL;
import org.apache.olingo.commons.api.edm.EdmEntitySet;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.commons.api.http.HttpHeader;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataContentWriteErrorContext;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.processor.CountEntityCollectionProcessor;
import org.apache.olingo.server.api.processor.ServiceDocumentProcessor;
import org.apache.olingo.server.api.serializer.EntityCollectionSerializerOptions;
import org.apache.olingo.server.api.uri.UriInfo;
import org.apache.olingo.server.api.uri.UriResourceNavigation;
import org.apache.olingo.server.api.uri.queryoption.ExpandOption;
import torg.demo.erp.odata.RowPages.Expansion;

/** Answers reads of the list of entity sets, of one of them, and of how many rows it has. */
final class Reading implements CountEntityCollectionProcessor, ServiceDocumentProcessor {
    private final EdmModel model;
    private final Scope scope;
    private final int pageSize;
    private OData odata;
    private ServiceMetadata metadata;

    Reading(EdmModel model, Scope scope, int pageSize) {
        this.model = model;
        this.scope = scope;
        this.pageSize = pageSize;
    }

    @Override
    public void init(OData library, ServiceMetadata service) {
        odata = library;
        metadata = service;
    }

    @Override
    public void readServiceDocument(ODataRequest request, ODataResponse response, UriInfo uri, ContentType format) throws ODataLibraryException {
        response.setContent(odata.createSerializer(format).serviceDocument(metadata, request.getRawBaseUri()).getContent());
        response.setStatusCode(200);
        response.setHeader(HttpHeader.CONTENT_TYPE, format.toContentTypeString());
    }

    @Override
    public void readEntityCollection(ODataRequest request, ODataResponse response, UriInfo uri, ContentType format)
            throws ODataApplicationException, ODataLibraryException {
        var target = Target.of(uri, model);
        var query = ReadQuery.of(target, uri, pageSize);
        var type = target.set().getEntityType();
        var rows = new RowPages(scope.reading(), query.select(), EntityRows.of(target.set(), model, uri.getSelectOption()), expansion(uri.getExpandOption(), target, model));
        long total = query.isLast() && uri.getCountOption() == null ? 0 : scope.reading().count(target.entity().table(), query.where());
        rows.setCount((int) total);
        if (!query.isLast() && total > query.select().offset() + query.select().limit()) {
            rows.setNext(query.nextLink(request.getRawRequestUri()));
        }
        var context = ContextURL.with().entitySet(target.set()).serviceRoot(URI.create(request.getRawBaseUri() + "/"))
                .selectList(odata.createUriHelper().buildContextURLSelectList(type, uri.getExpandOption(), uri.getSelectOption())).build();
        var options = EntityCollectionSerializerOptions.with().contextURL(context).count(uri.getCountOption())
                .select(uri.getSelectOption()).expand(uri.getExpandOption()).writeContentErrorCallback(Reading::stopWriting).build();
        response.setODataContent(odata.createSerializer(format).entityCollectionStreamed(metadata, type, rows, options).getODataContent());
        response.setStatusCode(200);
        response.setHeader(HttpHeader.CONTENT_TYPE, format.toContentTypeString());
    }

    /** Olingo would end the answer in silence; a connection that breaks off tells the client that it has not got everything. */
    private static void stopWriting(ODataContentWriteErrorContext failure, WritableByteChannel channel) {
        throw new IllegalStateException("an answer could not be written to its end", failure.getODataLibraryException());
    }

    @Override
    public void countEntityCollection(ODataRequest request, ODataResponse response, UriInfo uri) throws ODataApplicationException {
        var target = Target.of(uri, model);
        long count = scope.reading().count(target.entity().table(), target.visible().and(FilterSql.of(target.entity(), uri.getFilterOption())));
        response.setContent(new ByteArrayInputStream(String.valueOf(count).getBytes(StandardCharsets.US_ASCII)));
        response.setStatusCode(200);
        response.setHeader(HttpHeader.CONTENT_TYPE, ContentType.TEXT_PLAIN.toContentTypeString());
    }

    /** This dialect expands one level, and nothing but $select narrows what is expanded. */
    static Optional<Expansion> expansion(ExpandOption expand, Target target, EdmModel model) throws ClientError {
        if (expand == null) {
            return Optional.empty();
        }
        var item = expand.getExpandItems().getFirst();
        if (expand.getExpandItems().size() > 1 || item.isStar() || item.isRef() || item.getLevelsOption() != null
                || !(item.getResourcePath().getUriResourceParts().getFirst() instanceof UriResourceNavigation navigation)) {
            throw ClientError.badRequest("$expand takes the name of one navigation property");
        }
        if (item.getExpandOption() != null || item.getFilterOption() != null || item.getOrderByOption() != null || item.getTopOption() != null
                || item.getSkipOption() != null || item.getCountOption() != null || item.getSearchOption() != null) {
            throw ClientError.badRequest("$expand goes one level, and takes no option but $select");
        }
        var name = navigation.getProperty().getName();
        var lines = (EdmEntitySet) target.set().getRelatedBindingTarget(name);
        return Optional.of(new Expansion(name, EntityRows.of(lines, model, item.getSelectOption())));
    }
}
