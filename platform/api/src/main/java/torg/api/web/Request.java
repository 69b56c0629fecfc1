package torg.api.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.file.Upload;
import torg.api.identity.Caller;
import torg.api.site.Site;

/**
 * A request after the door: bounded, decoded, its caller known.
 *
 * @param id unique in the logs, shown on error pages
 * @param method upper case
 * @param path decoded, normalized, begins with a slash, without the language prefix
 * @param locale the language of the answer
 * @param query parameters of the address, by name, in order
 * @param form fields of a posted form, by name, in order; empty for other bodies
 * @param files what a posted form carries, by field, a field nobody chose a file for left out; a body that is neither form nor JSON by {@link #BODY}
 * @param headers by lower-case name, the first value each; cookies and authorization left out
 * @param caller who asks
 * @param csrf token that a form of this session has to carry; empty for anonymous callers
 * @param address of the network peer, or {@code unknown} when a proxy on this machine that is not trusted speaks for somebody; so a loopback
 *     address is somebody who sits at this machine, unless a proxy does not say that it is one
 * @param site the site as it was when the request came
 * @param tickets of sign-ins for which this browser is still to give a second factor, the newest first; see {@link Tickets}
 */
public record Request(
        String id,
        String method,
        String path,
        Locale locale,
        Map<String, List<String>> query,
        Map<String, List<String>> form,
        Map<String, Upload> files,
        Map<String, String> headers,
        Caller caller,
        Optional<String> csrf,
        String address,
        Site site,
        List<String> tickets) {
    /** What a file is called among {@link #files} that is the whole body; its name is that of its {@code Content-Disposition}. */
    public static final String BODY = "";

    public Request {
        tickets = List.copyOf(tickets);
    }

    /** A request of a browser that has no tickets. */
    public Request(String id, String method, String path, Locale locale, Map<String, List<String>> query, Map<String, List<String>> form, Map<String, Upload> files,
            Map<String, String> headers, Caller caller, Optional<String> csrf, String address, Site site) {
        this(id, method, path, locale, query, form, files, headers, caller, csrf, address, site, List.of());
    }

    /** A request without files. */
    public Request(String id, String method, String path, Locale locale, Map<String, List<String>> query, Map<String, List<String>> form, Map<String, String> headers, Caller caller,
            Optional<String> csrf, String address, Site site) {
        this(id, method, path, locale, query, form, Map.of(), headers, caller, csrf, address, site);
    }

    /** The same request, answered in this language. */
    public Request in(Locale other) {
        return new Request(id, method, path, other, query, form, files, headers, caller, csrf, address, site, tickets);
    }

    /** The same request of a browser that has these tickets. */
    public Request with(List<String> others) {
        return new Request(id, method, path, locale, query, form, files, headers, caller, csrf, address, site, others);
    }

    /** The first value of an address parameter. */
    public Optional<String> query(String name) {
        return first(query, name);
    }

    /** The first value of a form field. */
    public Optional<String> form(String name) {
        return first(form, name);
    }

    /** The file of a form's field, or the one that is the body: {@link #BODY}. */
    public Optional<Upload> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** The first value of a header, asked for in lower case. */
    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** The address of a path of this site in the language of the answer. */
    public String link(String path) {
        var prefix = site.settings().prefix(locale);
        return prefix.isEmpty() ? path : path.equals("/") ? prefix : prefix + path;
    }

    private static Optional<String> first(Map<String, List<String>> values, String name) {
        var all = values.get(name);
        return all == null || all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }
}
