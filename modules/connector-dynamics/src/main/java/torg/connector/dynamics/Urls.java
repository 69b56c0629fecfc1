package torg.connector.dynamics;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector.EntityInfo;

/**
 * Addresses below {@code <environment>/data}. Every one carries {@code cross-company=true}: without it only the calling user's own company is
 * answered, and rows of others look as if they did not exist. There is no {@code in} operator, so several values become a chain of {@code or}.
 */
final class Urls {
    private final URI root;

    Urls(URI root) {
        this.root = root;
    }

    URI metadata() {
        return root.resolve("data/$metadata");
    }

    URI batch() {
        return root.resolve("data/$batch");
    }

    URI set(String set) {
        return root.resolve("data/" + encoded(set) + "?cross-company=true");
    }

    /** Rows of a set: these fields, where all of these hold, in key order so that pages are stable. */
    URI query(String set, EntityInfo entity, Literals literals, List<String> fields, Map<String, Object> where, Map<String, List<String>> keys) {
        var url = new StringBuilder("data/").append(encoded(set)).append("?cross-company=true");
        if (!fields.isEmpty()) url.append("&$select=").append(encoded(String.join(",", new TreeSet<>(fields))));
        var filter = filter(set, entity, literals, where, keys);
        if (!filter.isEmpty()) url.append("&$filter=").append(encoded(filter));
        if (!entity.key().isEmpty()) url.append("&$orderby=").append(encoded(String.join(",", entity.key())));
        return root.resolve(url.toString());
    }

    /** One record, by its key. */
    URI one(String set, EntityInfo entity, Literals literals, Map<String, Object> record) {
        var key = entity.key().stream().map(field -> field + "=" + literals.inFilter(set, entity, field, record.get(field))).collect(Collectors.joining(","));
        return root.resolve("data/" + encoded(set) + "(" + encoded(key) + ")?cross-company=true");
    }

    /**
     * The next page's address as the ERP gave it.
     *
     * @throws TorgException UPSTREAM when it is no address, or leads to another host
     */
    URI next(String link) {
        try {
            var next = root.resolve(link);
            if (root.getScheme().equals(next.getScheme()) && root.getRawAuthority().equals(next.getRawAuthority())) return next;
            throw foreign(null);
        } catch (IllegalArgumentException e) {
            throw foreign(e);
        }
    }

    private static TorgException foreign(Throwable cause) {
        return TorgException.of(ProblemKind.UPSTREAM, "dynamics.foreign-page", "the ERP says that the next page is on another host").causedBy(cause);
    }

    private static String filter(String set, EntityInfo entity, Literals literals, Map<String, Object> where, Map<String, List<String>> keys) {
        var all = new ArrayList<String>();
        new java.util.TreeMap<>(where).forEach((field, value) -> all.add(field + " eq " + literals.inFilter(set, entity, field, value)));
        new java.util.TreeMap<>(keys).forEach((field, values) -> {
            var any = values.stream().map(value -> field + " eq " + literals.inFilter(set, entity, field, value)).toList();
            all.add(any.size() == 1 ? any.getFirst() : "(" + String.join(" or ", any) + ")");
        });
        return String.join(" and ", all);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2C", ",");
    }
}
