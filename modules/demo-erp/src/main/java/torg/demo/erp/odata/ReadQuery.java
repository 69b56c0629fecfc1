package torg.demo.erp.odata;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.uri.UriInfo;
import org.apache.olingo.server.api.uri.UriResourcePrimitiveProperty;
import org.apache.olingo.server.api.uri.queryoption.OrderByItem;
import org.apache.olingo.server.api.uri.queryoption.SelectOption;
import org.apache.olingo.server.api.uri.queryoption.expression.Member;
import torg.demo.erp.books.Column;
import torg.demo.erp.books.Condition;
import torg.demo.erp.books.Entity;
import torg.demo.erp.books.Select;

/**
 * The query options of a read.
 *
 * @param select the rows of this page, first to last
 * @param served how many rows of the answer earlier pages gave
 * @param isLast whether this page reaches what $top allows, so that none may follow
 */
record ReadQuery(Select select, long served, boolean isLast) {

    static ReadQuery of(Target target, UriInfo uri, int pageSize) throws ODataApplicationException {
        refuseUnknownOptions(uri);
        var where = target.visible().and(FilterSql.of(target.entity(), uri.getFilterOption()));
        long skip = uri.getSkipOption() == null ? 0 : uri.getSkipOption().getValue();
        long top = uri.getTopOption() == null ? Long.MAX_VALUE : uri.getTopOption().getValue();
        long served = uri.getSkipTokenOption() == null ? 0 : token(uri.getSkipTokenOption().getValue());
        int limit = (int) Math.max(0, Math.min(pageSize, top - served));
        var select = new Select(target.entity().table(), columns(target.entity(), uri.getSelectOption()), where, order(target.entity(), uri), skip + served, limit);
        return new ReadQuery(select, served, top - served <= pageSize);
    }

    private static void refuseUnknownOptions(UriInfo uri) throws ClientError {
        if (uri.getSearchOption() != null || uri.getApplyOption() != null || uri.getDeltaTokenOption() != null) {
            throw ClientError.badRequest("the query options are $filter, $count, $orderby, $skip, $top, $select and $expand");
        }
    }

    private static long token(String token) throws ClientError {
        try {
            return Long.parseUnsignedLong(token);
        } catch (NumberFormatException e) {
            throw ClientError.badRequest("the $skiptoken is not one of this service; start again without it");
        }
    }

    /** The columns asked for, and the key, which the answer needs in any case. */
    static List<Column> columns(Entity entity, SelectOption select) {
        if (select == null || select.getSelectItems().stream().anyMatch(item -> item.isStar())) {
            return List.copyOf(entity.columns().values());
        }
        var names = new LinkedHashSet<>(entity.keys());
        for (var item : select.getSelectItems()) {
            names.add(item.getResourcePath().getUriResourceParts().getFirst().toString());
        }
        return names.stream().map(entity.columns()::get).toList();
    }

    /** Ends with the key, so that rows which are otherwise equal do not change places between two pages. */
    private static String order(Entity entity, UriInfo uri) throws ODataApplicationException {
        var terms = new ArrayList<String>();
        if (uri.getOrderByOption() != null) {
            for (var item : uri.getOrderByOption().getOrders()) {
                terms.add(term(item));
            }
        }
        return String.join(", ", Stream.concat(terms.stream(), entity.keys().stream().map(key -> '"' + key + '"')).toList());
    }

    private static String term(OrderByItem item) throws ClientError {
        if (item.getExpression() instanceof Member member && member.getResourcePath().getUriResourceParts().size() == 1
                && member.getResourcePath().getUriResourceParts().getFirst() instanceof UriResourcePrimitiveProperty property) {
            return '"' + property.getProperty().getName() + '"' + (item.isDescending() ? " DESC" : "");
        }
        throw ClientError.badRequest("$orderby takes properties of the entity");
    }

    Condition where() {
        return select.where();
    }

    /** The address of the next page: this one's, with a token that says how far it came. */
    URI nextLink(String requestUri) {
        var clean = requestUri.replaceFirst("([?&])(\\$|%24)skiptoken=[^&]*&?", "$1").replaceFirst("[?&]$", "");
        return URI.create(clean + (clean.contains("?") ? "&" : "?") + "$skiptoken=" + (served + select.limit()));
    }
}
