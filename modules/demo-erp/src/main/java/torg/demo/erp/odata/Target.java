package torg.demo.erp.odata;

import java.util.List;
import org.apache.olingo.commons.api.edm.EdmEntitySet;
import org.apache.olingo.server.api.uri.UriInfo;
import org.apache.olingo.server.api.uri.UriParameter;
import org.apache.olingo.server.api.uri.UriResourceCount;
import org.apache.olingo.server.api.uri.UriResourceEntitySet;
import torg.demo.erp.books.Books;
import torg.demo.erp.books.Condition;
import torg.demo.erp.books.Entity;

/**
 * What a request is about.
 *
 * @param crossCompany whether the caller asked to look beyond the default company
 */
record Target(EdmEntitySet set, Entity entity, List<UriParameter> keys, boolean crossCompany) {

    static Target of(UriInfo uri, EdmModel model) throws ClientError {
        var parts = uri.getUriResourceParts();
        boolean direct = parts.size() == 1 || parts.size() == 2 && parts.get(1) instanceof UriResourceCount;
        if (!direct || !(parts.getFirst() instanceof UriResourceEntitySet resource) || resource.getTypeFilterOnCollection() != null) {
            throw ClientError.badRequest("a path is an entity set, one entity of it, or its $count; use $expand to follow a navigation");
        }
        boolean crossCompany = uri.getCustomQueryOptions().stream()
                .anyMatch(option -> option.getName().equalsIgnoreCase("cross-company") && "true".equalsIgnoreCase(option.getText()));
        return new Target(resource.getEntitySet(), model.entity(resource.getEntitySet()), resource.getKeyPredicates(), crossCompany);
    }

    /** Without cross-company=true, also a single row of another company is not there. */
    Condition visible() {
        return entity.isOfCompany() && !crossCompany ? Condition.equal(Entity.COMPANY, Books.DEFAULT_COMPANY) : Condition.ALL;
    }

    /** The one row that the key names. */
    Condition row() throws ClientError {
        var condition = visible();
        for (var key : keys) {
            condition = condition.and(key.getName(), Literals.value(entity.columns().get(key.getName()), key.getText()));
        }
        return condition;
    }
}
