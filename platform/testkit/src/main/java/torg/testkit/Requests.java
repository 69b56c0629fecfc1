package torg.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.file.Bytes;
import torg.api.file.Upload;
import torg.api.identity.Caller;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Site;
import torg.api.text.Text;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.spi.view.Component;

/** Builds a request as the door would hand it on, and the place of a component on a page. For one thread. */
public final class Requests {
    private final String method;
    private final String path;
    private final Site site;
    private final Map<String, List<String>> query = new LinkedHashMap<>();
    private final Map<String, List<String>> form = new LinkedHashMap<>();
    private final Map<String, Upload> files = new LinkedHashMap<>();
    private final List<String> tickets = new ArrayList<>();
    private Caller caller = Caller.ANONYMOUS;
    private Locale locale;
    private String address = "127.0.0.1";

    private Requests(String method, String path, Site site) {
        this.method = method;
        this.path = path;
        this.site = site;
        this.locale = site.settings().defaultLocale();
    }

    /** A GET of this path, from nobody in particular, in the site's default language. */
    public static Requests get(Site site, String path) {
        return new Requests("GET", path, site);
    }

    /** A POST of this path, its CSRF token checked. */
    public static Requests post(Site site, String path) {
        return new Requests("POST", path, site);
    }

    /** Somebody signed in. */
    public Requests as(Caller somebody) {
        caller = somebody;
        return this;
    }

    /** In the language of this tag. */
    public Requests in(String language) {
        locale = Locale.forLanguageTag(language);
        return this;
    }

    /** From this network address. */
    public Requests from(String somewhere) {
        address = somewhere;
        return this;
    }

    /** Add a parameter of the address. */
    public Requests query(String name, String value) {
        query.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        return this;
    }

    /** Add a field of the posted form. */
    public Requests form(String name, String value) {
        form.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        return this;
    }

    /** From a browser that has this ticket of a sign-in, as the newest. */
    public Requests ticket(String ticket) {
        tickets.addFirst(ticket);
        return this;
    }

    /** Add a file, of a form's field or as the whole body: {@link Request#BODY}. */
    public Requests file(String field, String name, String mediaType, byte[] bytes) {
        files.put(field, new Upload(name, mediaType, Bytes.of(bytes)));
        return this;
    }

    /** The request as it was put together so far. */
    public Request request() {
        var csrf = caller.isAnonymous() ? Optional.<String>empty() : Optional.of("csrf-of-" + caller.name());
        return new Request("r1", method, path, locale, query, form, files, Map.of(), caller, csrf, address, site, tickets);
    }

    /** The place {@code c1} on a page at this request's path; the parameters are what an author would write, as YAML. */
    public Component.Place place(String parameters) {
        var mapping = parameters.isBlank() ? Node.empty(Position.start("site/pages/test.md")) : Yaml.mapping("site/pages/test.md", parameters);
        var page = new Page(path, Text.of("Test page"), Optional.empty(), "page", Map.of(),
                List.of(new Page.Placement("c1", "test", "main", mapping)), true, List.of(), Optional.empty(), Map.of());
        return new Component.Place("c1", request(), page, mapping);
    }
}
