package torg.web.page;

import java.util.List;
import torg.api.view.Html;
import torg.api.view.Model;

/**
 * A page without its theme's templates, for when these cannot be painted: what it says and does is all there, forms too, and the ways on from it.
 * Style sheets of the theme are named, for they are no templates.
 *
 * @param notice what is to be said of it
 * @param model what the theme's template would have been handed
 */
record UndressedPage(String notice, Model model) {
    String markup() {
        var page = model("page");
        var text = new StringBuilder("<!doctype html>\n<html lang=\"").append(escape(model("locale").get("tag"))).append("\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
                .append(escape(page.get("title"))).append(" - ").append(escape(model("site").get("name"))).append("</title>\n");
        items(model("theme"), "styles").forEach(style -> text.append("<link rel=\"stylesheet\" href=\"").append(escape(style)).append("\">\n"));
        text.append("</head>\n<body>\n<header class=\"head\"><div class=\"band head__row\"><a class=\"brand\" href=\"").append(escape(model("site").get("home"))).append("\">").append(escape(model("site").get("name"))).append("</a></div></header>\n")
                .append("<main class=\"main\" id=\"content\"><div class=\"band\">\n<p class=\"notice notice--danger\">").append(escape(notice)).append("</p>\n").append(previewing()).append("<h1>").append(escape(page.get("title"))).append("</h1>\n").append(markup(page.get("body")));
        model("slots").values().values().forEach(slot -> {
            if (slot instanceof List<?> parts) parts.forEach(part -> text.append('\n').append(markup(part)));
        });
        return text.append("\n</div></main>\n<footer class=\"foot\"><nav class=\"band\">\n").append(menu("main")).append(menu("account")).append(menu("footer")).append("</nav></footer>\n</body>\n</html>\n").toString();
    }

    /** Nobody takes a preview for what is published, and everybody gets out of it. */
    private String previewing() {
        if (!(model("publishing").get("leave") instanceof Model leave)) return "";
        return "<p class=\"notice notice--info\">" + escape(model("publishing").get("message")) + " <a href=\"" + escape(leave.get("link")) + "\">" + escape(leave.get("title")) + "</a></p>\n";
    }

    private String menu(String name) {
        var text = new StringBuilder();
        items(model("menus"), name).forEach(item -> {
            if (item instanceof Model one && one.get("link") instanceof String address && !address.isEmpty()) text.append("<li><a href=\"").append(escape(address)).append("\">").append(escape(one.get("title"))).append("</a></li>\n");
        });
        return text.isEmpty() ? "" : "<ul>\n" + text + "</ul>\n";
    }

    private Model model(String name) {
        return model.get(name) instanceof Model found ? found : Model.EMPTY;
    }

    private static List<?> items(Model of, String name) {
        return of.get(name) instanceof List<?> found ? found : List.of();
    }

    private static String markup(Object value) {
        return value instanceof Html html ? html.markup() : "";
    }

    private static String escape(Object text) {
        return text == null ? "" : Notices.escape(text.toString());
    }
}
