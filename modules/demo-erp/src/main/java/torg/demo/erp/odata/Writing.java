package torg.demo.erp.odata;

import java.net.URI;
import java.util.List;
import org.apache.olingo.commons.api.data.ContextURL;
import org.apache.olingo.commons.api.data.ContextURL.Suffix;
import org.apache.olingo.commons.api.format.ContentType;
import org.apache.olingo.commons.api.http.HttpHeader;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.ODataLibraryException;
import org.apache.olingo.server.api.ODataRequest;
import org.apache.olingo.server.api.ODataResponse;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.api.etag.PreconditionException;
import org.apache.olingo.server.api.processor.EntityProcessor;
import org.apache.olingo.server.api.serializer.EntitySerializerOptions;
import org.apache.olingo.server.api.uri.UriInfo;
import torg.demo.erp.books.Books;
import torg.demo.erp.books.Entity;
import torg.demo.erp.books.ErpStore.Work;
import torg.demo.erp.books.Refusal;
import torg.demo.erp.books.Row;
import torg.demo.erp.books.Select;
import torg.demo.erp.books.Session;

/** Answers reads of one entity, and all writes. */
final class Writing implements EntityProcessor {
    private final EdmModel model;
    private final Scope scope;
    private final Books books;
    private OData odata;
    private ServiceMetadata metadata;

    Writing(EdmModel model, Scope scope, Books books) {
        this.model = model;
        this.scope = scope;
        this.books = books;
    }

    @Override
    public void init(OData library, ServiceMetadata service) {
        odata = library;
        metadata = service;
    }

    @Override
    public void readEntity(ODataRequest request, ODataResponse response, UriInfo uri, ContentType format) throws ODataApplicationException, ODataLibraryException {
        var target = Target.of(uri, model);
        var shape = EntityRows.of(target.set(), model, uri.getSelectOption());
        var select = new Select(target.entity().table(), shape.columns(), target.row(), "\"RecId\"", 0, 1);
        var found = new RowPages(scope.reading(), select, shape, Reading.expansion(uri.getExpandOption(), target, model));
        if (!found.hasNext()) {
            throw notFound(target);
        }
        var options = EntitySerializerOptions.with().contextURL(context(request, target, uri)).select(uri.getSelectOption()).expand(uri.getExpandOption()).build();
        answer(response, found.next(), target, options, format);
    }

    private ContextURL context(ODataRequest request, Target target, UriInfo uri) throws ODataLibraryException {
        return ContextURL.with().entitySet(target.set()).suffix(Suffix.ENTITY).serviceRoot(URI.create(request.getRawBaseUri() + "/"))
                .selectList(odata.createUriHelper().buildContextURLSelectList(target.set().getEntityType(), uri.getExpandOption(), uri.getSelectOption())).build();
    }

    private void answer(ODataResponse response, org.apache.olingo.commons.api.data.Entity entity, Target target, EntitySerializerOptions options, ContentType format)
            throws ODataLibraryException {
        response.setContent(odata.createSerializer(format).entity(metadata, target.set().getEntityType(), entity, options).getContent());
        response.setStatusCode(200);
        response.setHeader(HttpHeader.CONTENT_TYPE, format.toContentTypeString());
        response.setHeader(HttpHeader.ETAG, entity.getETag());
    }

    @Override
    public void createEntity(ODataRequest request, ODataResponse response, UriInfo uri, ContentType sent, ContentType format)
            throws ODataApplicationException, ODataLibraryException {
        var target = Target.of(uri, model);
        var row = read(request, target, sent);
        var written = write(target.entity(), session -> books.insert(session, target.entity().table(), row));
        var shape = EntityRows.of(target.set(), model, null);
        answer(response, shape.entity(written), target, EntitySerializerOptions.with().contextURL(context(request, target, uri)).build(), format);
        response.setStatusCode(201);
        response.setHeader(HttpHeader.LOCATION, request.getRawBaseUri() + "/" + shape.path(written));
    }

    @Override
    public void updateEntity(ODataRequest request, ODataResponse response, UriInfo uri, ContentType sent, ContentType format)
            throws ODataApplicationException, ODataLibraryException {
        var target = Target.of(uri, model);
        var changes = read(request, target, sent);
        var written = write(target.entity(), session -> {
            var before = current(session, request, target);
            for (var key : target.entity().keys()) {
                if (changes.has(key) && !changes.value(key).equals(before.value(key))) {
                    throw ClientError.badRequest("property '%s' is part of the key and cannot be changed".formatted(key));
                }
                changes.without(key);
            }
            return books.update(session, target.entity().table(), before, changes);
        });
        response.setStatusCode(204);
        response.setHeader(HttpHeader.ETAG, EntityRows.etag(written));
    }

    @Override
    public void deleteEntity(ODataRequest request, ODataResponse response, UriInfo uri) throws ODataApplicationException {
        var target = Target.of(uri, model);
        write(target.entity(), session -> {
            books.delete(session, target.entity().table(), current(session, request, target));
            return null;
        });
        response.setStatusCode(204);
    }

    /** The row to be written, unless somebody else wrote it since the caller read it. */
    private Row current(Session session, ODataRequest request, Target target) throws ClientError {
        var row = session.find(target.entity().table(), target.row()).orElseThrow(() -> notFound(target));
        try {
            odata.createETagHelper().checkChangePreconditions(EntityRows.etag(row), headers(request, HttpHeader.IF_MATCH), headers(request, HttpHeader.IF_NONE_MATCH));
        } catch (PreconditionException e) {
            throw new ClientError(ClientError.PRECONDITION_FAILED, "the record was changed by another process since it was read: read it again");
        }
        return row;
    }

    private static List<String> headers(ODataRequest request, String name) {
        var values = request.getHeaders(name);
        return values == null ? List.of() : values;
    }

    private Row read(ODataRequest request, Target target, ContentType format) throws ODataApplicationException, ODataLibraryException {
        var entity = odata.createDeserializer(format, metadata).entity(request.getBody(), target.set().getEntityType()).getEntity();
        return EntityRows.of(target.set(), model, null).row(entity);
    }

    private <T> T write(Entity entity, Work<T, ODataApplicationException> work) throws ODataApplicationException {
        try {
            return scope.write(work);
        } catch (Refusal refusal) {
            throw ClientError.badRequest(infolog(entity, refusal.reasons()));
        }
    }

    /** A refusal in the words and punctuation of the real product, which clients take apart. */
    private static String infolog(Entity entity, List<String> reasons) {
        var errors = reasons.stream().map(reason -> "Error: " + reason + ".; ").reduce("", String::concat);
        return "Write failed for table row of type '%s'. Infolog: %sWarning: validateWrite failed on data source '%s'.".formatted(entity.type(), errors, entity.type());
    }

    private static ClientError notFound(Target target) {
        return new ClientError(ClientError.NOT_FOUND, "no record of '%s' was found for this key; a company other than the default one needs cross-company=true"
                .formatted(target.set().getName()));
    }
}
