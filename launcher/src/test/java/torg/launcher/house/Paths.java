package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every path by which rows can leave the portal: what its documents put on pages, and what the API has for a table, a row, a list and a form. A new document is among them by itself; a
 * new path of the API is missed by {@link PathsHouseTest}.
 */
final class Paths {
    private static final Pattern VARIABLE = Pattern.compile("\\[(\\w+)]");
    private static final Pattern RECORD = Pattern.compile("(?m)^\\s*record: ([\\w-]+)");
    private static final Pattern TABLE = Pattern.compile("(?m)^table: (\\w+)");
    private final Path site;
    private final Map<String, List<String>> keys;
    private final List<String> words;

    /**
     * @param keys of rows that are asked for, by table
     * @param words that are looked for
     */
    Paths(Path site, Map<String, List<String>> keys, List<String> words) {
        this.site = site;
        this.keys = keys;
        this.words = words;
    }

    /** A request; the body is empty for one without. */
    record Ask(String method, String path, String body, List<String> headers) {
        static Ask get(String path, String... headers) {
            return new Ask("GET", path, "", List.of(headers));
        }

        /** Words of what somebody is answered, and the same of where that leads within the portal. */
        Set<String> answered(Visitor visitor) {
            var all = new ArrayList<>(headers);
            if (!method.equals("GET") && !visitor.csrf().isEmpty()) all.addAll(List.of("X-CSRF-Token", visitor.csrf()));
            var answer = visitor.fetch(method, path, body.isEmpty() ? Optional.empty() : Optional.of(body), all.toArray(String[]::new));
            assertThat(answer.statusCode()).as("%s", this).isNotEqualTo(500);
            var words = Words.of(answer);
            answer.headers().firstValue("Location").filter(place -> answer.statusCode() / 100 == 3 && place.startsWith("/"))
                    .ifPresent(place -> words.addAll(Words.of(visitor.fetch("GET", place, Optional.empty()))));
            return words;
        }
    }

    List<Ask> all() {
        return Stream.of(pages(), lists(), tables(), rows(), found(), forms(), others()).flatMap(List::stream).toList();
    }

    private List<Ask> pages() {
        var asks = new ArrayList<Ask>();
        for (var page : documents("pages", "(?!special/)[^.]+\\.(md|html)")) {
            var address = "/" + page.replaceAll("\\.(md|html)$", "").replaceAll("(^|/)index$", "");
            for (var filled : filled(address, page)) {
                asks.add(Ask.get(filled));
                asks.add(Ask.get("/nb" + filled, "Prefer", "wait=1", "If-None-Match", "\"none\"")); // as an open page asks for its live parts
                if (!filled.equals("/")) asks.add(Ask.get("/api/content/pages" + filled));
            }
        }
        return asks;
    }

    /** The address with the key of each row in place of the variable. */
    private List<String> filled(String address, String page) {
        var variable = VARIABLE.matcher(address);
        if (!variable.find()) return List.of(address);
        var record = RECORD.matcher(text("pages/" + page));
        if (!record.find()) throw new AssertionError(page + " has a variable and shows no record: say here what it shows");
        var table = TABLE.matcher(text("records/" + record.group(1) + ".yml"));
        if (!table.find()) throw new AssertionError("no table: " + record.group(1));
        return keys.getOrDefault(table.group(1), List.of()).stream().map(variable::replaceAll).toList();
    }

    private List<Ask> lists() {
        var asks = new ArrayList<Ask>();
        for (var list : names("lists")) {
            asks.add(Ask.get("/api/lists/" + list + "/rows.csv"));
            asks.add(Ask.get("/api/lists/" + list + "/rows.csv?q=" + Visitor.encoded(words.getFirst())));
            asks.add(Ask.get("/api/lists/" + list + "/rows.xlsx"));
            asks.add(Ask.get("/api/lists/" + list + "/rows.xlsx?q=" + Visitor.encoded(words.getFirst())));
        }
        for (var page : List.of("/orders", "/products", "/invoices", "/inquiries", "/customers", "/account/contacts")) {
            asks.add(Ask.get(page + "?q=" + Visitor.encoded(words.getFirst())));
            asks.add(Ask.get(page + "?sort=-account&page=2&status=open"));
        }
        return asks;
    }

    private List<Ask> tables() {
        var asks = new ArrayList<Ask>(List.of(Ask.get("/api/tables"), Ask.get("/api/tables/$metadata"), Ask.get("/api/openapi.json")));
        keys.forEach((table, some) -> {
            asks.add(Ask.get("/api/tables/" + table + "/$count"));
            asks.add(Ask.get("/api/tables/" + table + "?$count=true&$search=%22" + Visitor.encoded(words.getFirst()) + "%22"));
            asks.add(Ask.get("/api/tables/" + table + "?$filter=contains(name,'a')%20or%20account%20ne%20null&$orderby=name%20desc"));
            asks.add(Ask.get("/api/tables/" + table + "?$apply=groupby((account,account/name),aggregate($count%20as%20n))"));
            asks.add(Ask.get("/api/tables/" + table + "?$expand=accountRow($expand=salesorder,contact),contactRow,salesorderRow($expand=accountRow)"));
        });
        asks.add(Ask.get("/api/tables/account?$expand=contact,address,salesorderByAccount($expand=salesorderdetail,invoice,shipment)"));
        asks.add(Ask.get("/api/tables/product?$top=3&$expand=salesorderdetail($top=3;$expand=salesorderRow($expand=accountRow,contactRow))"));
        asks.add(Ask.get("/api/tables/company?$expand=contact,salesorder($top=5)"));
        return asks;
    }

    private List<Ask> rows() {
        var asks = new ArrayList<Ask>();
        keys.forEach((table, some) -> some.forEach(key -> {
            var row = "/api/tables/" + table + "('" + Visitor.encoded(key) + "')";
            for (var below : List.of("?$expand=accountRow", "/accountRow", "/accountRow/$ref", "/salesorder", "/salesorder/$count", "/document/$value")) asks.add(Ask.get(row + below));
            asks.add(Ask.get("/api/printouts/" + table + "/" + Visitor.encoded(key)));
            asks.add(Ask.get("/api/sync/rows/" + table + "/" + Visitor.encoded(key)));
            asks.add(Ask.get("/api/permissions/why?person=anonymous&table=" + table + "&privilege=read&key=" + Visitor.encoded(key)));
            asks.add(json("PATCH", row, "{\"name\": \"x\"}"));
        }));
        asks.add(json("POST", "/api/tables/$batch", "{\"requests\": [" + String.join(", ", keys.entrySet().stream().flatMap(table -> table.getValue().stream()
                .map(key -> "{\"id\": \"%s-%s\", \"method\": \"get\", \"url\": \"%1$s('%2$s')\"}".formatted(table.getKey(), key))).limit(90).toList()) + "]}", "Prefer", "odata.continue-on-error"));
        return asks;
    }

    private List<Ask> found() {
        return words.stream().flatMap(word -> Stream.of("/search?q=", "/nb/search?q=", "/api/search?facet=kind:salesorder&q=", "/api/search?top=100&q=").map(path -> Ask.get(path + Visitor.encoded(word)))).toList();
    }

    /** What a form offers, and what it says of rows that are not for whoever fills it in. */
    private List<Ask> forms() {
        var asks = new ArrayList<Ask>();
        var hidden = keys.entrySet().stream().map(table -> "\"%s\": \"%s\"".formatted(table.getKey(), table.getValue().getLast())).toList();
        for (var form : names("forms")) {
            asks.add(Ask.get("/api/forms/" + form));
            asks.add(json("POST", "/api/forms/" + form, "{" + String.join(", ", hidden) + "}"));
        }
        keys.get("salesorder").forEach(order -> asks.add(json("POST", "/api/forms/inquiry", "{\"kind\": \"missing\", \"salesorder\": \"" + order + "\", \"pieces\": 0}")));
        keys.get("salesorder").forEach(order -> asks.add(Ask.get("/orders/new?copy=" + order)));
        keys.get("address").forEach(address -> asks.add(json("POST", "/api/orders", "{\"deliveryaddress\": \"" + address + "\", \"lines\": []}")));
        keys.get("contact").forEach(contact -> asks.add(json("POST", "/api/orders", "{\"contact\": \"" + contact + "\", \"lines\": []}")));
        return asks;
    }

    /** What the portal has beside its rows; most of it is for administrators, and says nothing of rows to anybody else. */
    private static List<Ask> others() {
        var terms = "path=content/customer-portal/pages/terms.md";
        return Stream.of("/api/credit", "/api/audit", "/api/audit/chain", "/api/audit/head", "/api/sessions", "/api/tokens", "/api/personal-data", "/api/personal-data/erasure", "/api/search/saved",
                "/api/oidc/none", "/api/oidc/none/back", "/api/oidc/none/leave", "/api/oidc/none/left", "/api/saml/none", "/api/notifications/unsubscribe", "/api/passkeys/none/passkeys.js",
                "/api/modules", "/api/modules/torg.sync/settings", "/api/module-catalogue",
                "/api/studio/draft?" + terms, "/api/studio/drafts", "/api/studio/conflicts", "/api/studio/history?" + terms, "/api/studio/editor/none/editor.js", "/api/sync/maps/salesorders/compare",
                "/api/permissions/diff?from=main", "/api/permissions/matrix", "/api/content/pages", "/api/content/menus/main", "/api/content/snippets/footer", "/api/example/greeting", "/api/orders",
                "/sitemap.xml", "/feed.xml", "/robots.txt", "/health", "/nowhere", "/api/nowhere", "/api/session", "/api/content/menus",
                "/api/content/snippets", "/api/content/files", "/api/content/markers",
                "/api/quotes/11", "/api/sync", "/api/studio/files", "/api/studio/file?path=permissions/orders.yml", "/api/studio/completions", "/studio", "/api/tokens?of=everybody", "/api/permissions/reach?person=anonymous",
                "/api/roles/contacts/ALFKI-1", "/api/roles/accounts/ALFKI").map(Ask::get).toList();
    }

    private static Ask json(String method, String path, String body, String... headers) {
        return new Ask(method, path, body, Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers)).toList());
    }

    private TreeSet<String> names(String folder) {
        var names = new TreeSet<String>();
        for (var file : documents(folder, ".+\\.yml")) names.add(file.replace(".yml", ""));
        return names;
    }

    private List<String> documents(String folder, String name) {
        var below = site.resolve(folder);
        try (var files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).map(file -> below.relativize(file).toString().replace('\\', '/')).filter(file -> file.matches(name)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String file) {
        try {
            return Files.readString(site.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
