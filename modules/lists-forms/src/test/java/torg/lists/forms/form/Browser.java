package torg.lists.forms.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import torg.api.identity.Caller;
import torg.api.view.Model;
import torg.lists.forms.Portal;
import torg.lists.forms.form.page.FormComponent;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;

/** One tab of one person with a form open: follows redirects and posts what the page carries in hidden fields. */
final class Browser {
    private final Portal portal;
    private final FormComponent forms;
    private final Caller caller;
    private final String form;
    private final Locale locale;
    Model page;
    int status;
    String address;

    Browser(Portal portal, FormComponent forms, Caller caller, String form, Locale locale) {
        this.portal = portal;
        this.forms = forms;
        this.caller = caller;
        this.form = form;
        this.locale = locale;
        open("");
    }

    static Browser at(Portal portal, Caller caller, String form) {
        return new Browser(portal, new FormComponent(portal.tables(), Portal.CLOCK), caller, form, Locale.ENGLISH);
    }

    /** Another tab of the same person at the same address. */
    Browser tab() {
        var other = new Browser(portal, forms, caller, form, locale);
        other.open(address.substring(Math.max(0, address.indexOf('?'))));
        return other;
    }

    /** Open the form's page with this query. */
    Browser open(String query) {
        address = query;
        show(200, forms.fill(Portal.place(portal.request(caller, "GET", "/orders/new", locale, parameters(query), Map.of()), Map.of(), "form", form)));
        return this;
    }

    /** Press a button; fields are name, value. A redirect back to the form is followed. */
    Browser press(String button, String... fields) {
        var posted = new HashMap<String, List<String>>();
        for (var hidden : List.of("draft", "step", "line", "version", "once", "reviewed")) {
            if (page.has(hidden) && !page.get(hidden).equals("")) posted.put("_" + hidden, List.of((String) page.get(hidden)));
        }
        if (Boolean.TRUE.equals(page.get("conditional"))) posted.put("_asked", List.of((String) page.get("asked")));
        if (Boolean.TRUE.equals(page.get("isNew"))) posted.put("_new", List.of("1"));
        posted.put("_do", List.of(button));
        for (var i = 0; i < fields.length; i += 2) posted.put(fields[i], List.of(fields[i + 1]));
        var here = page.has("here") ? (String) page.get("here") : "";
        switch (forms.act(Portal.place(portal.request(caller, "POST", "/orders/new", locale, parameters(here), posted), Map.of(), "form", form))) {
            case Outcome.Show(var code, var filled) -> show(code, filled);
            case Outcome.Redirect(var location) when location.contains("draft=") || location.contains("saved=") -> open(location);
            case Outcome.Redirect(var location) -> {
                address = location;
                status = 303;
            }
            case Outcome.SignedIn _, Outcome.SecondFactor _, Outcome.SignedOut _, Outcome.Preview _ -> throw new AssertionError("a form signs nobody in and previews nothing");
        }
        return this;
    }

    private static Map<String, List<String>> parameters(String query) {
        var parameters = new HashMap<String, List<String>>();
        for (var pair : query.replaceFirst("^[^?]*\\?", "").split("&")) {
            if (pair.contains("=")) parameters.put(pair.substring(0, pair.indexOf('=')), List.of(pair.substring(pair.indexOf('=') + 1)));
        }
        return parameters;
    }

    private void show(int code, Filled filled) {
        status = code;
        switch (filled) {
            case Filled.Shown shown -> page = shown.model();
            case Filled.Elsewhere(var location) when location.contains("draft=") -> open(location);
            case Filled.Elsewhere(var location) -> address = location;
            case Filled.Hidden(), Filled.Absent() -> page = Model.EMPTY;
        }
    }

    /** The message beside a field; empty when there is none. */
    String error(String field) {
        return (String) field(field).get("error");
    }

    Model field(String name) {
        return fields(page).stream().filter(field -> field.get("name").equals(name)).findFirst().orElseThrow();
    }

    /** The fields on a page, of all its sections or of the open line. */
    static List<Model> fields(Model page) {
        var sections = page.has("sections") ? (List<?>) page.get("sections") : List.of(page);
        return sections.stream().flatMap(section -> ((List<?>) ((Model) section).get("fields")).stream()).map(Model.class::cast).toList();
    }

    /** The names of those that people see. */
    List<String> shown() {
        return fields(page).stream().filter(field -> !Boolean.TRUE.equals(field.get("off"))).map(field -> (String) field.get("name")).toList();
    }

    List<Object> summary() {
        return Portal.each(page, "problems", "message");
    }

    /** The texts of the lines, one list for each. */
    List<List<Object>> lines() {
        var lines = new ArrayList<List<Object>>();
        for (var row : (List<?>) page.get("rows")) lines.add(Portal.each((Model) row, "cells", "text"));
        return lines;
    }
}
