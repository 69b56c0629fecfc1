package torg.studio.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.studio.desk.Nodes;

/** What the items of a list in a document are, and how they are told apart. */
public enum ItemKind {
    /** A column, or a path to one: its name alone, or a mapping with more to say. */
    COLUMN {
        @Override
        public String of(Node node) {
            return Nodes.text(node instanceof Node.Mapping said ? said.get("column") : Optional.of(node));
        }

        @Override
        Node.Mapping made(String of) {
            return mapping("column", of);
        }

        @Override
        Node written(Node.Mapping said) {
            return said.entries().size() == 1 ? said.entries().values().iterator().next() : said;
        }
    },

    /** What can be done: a page to go to, a form whose values a row gets or that begins with what it holds, or the end of the row. */
    ACTION {
        @Override
        public String of(Node node) {
            if (!(node instanceof Node.Mapping said)) return "";
            if (said.get("delete").isPresent()) return DELETE;
            var form = Nodes.text(said.get("form"));
            return form.isEmpty() ? LINK + "." + Nodes.text(said.get(LINK)) : (said.get("copy").isPresent() ? COPY : FORM) + form;
        }

        @Override
        Node.Mapping made(String of) {
            if (of.equals(DELETE)) return mapping(DELETE, "true");
            return of.startsWith(FORM) ? mapping("form", of.substring(FORM.length())) : Node.empty(Position.start(""));
        }

        @Override
        Node written(Node.Mapping said) {
            return said;
        }
    },

    /** What stands on a page: a component, and which of what it shows, {@code list.orders}. */
    COMPONENT {
        @Override
        public String of(Node node) {
            if (!(node instanceof Node.Mapping said)) return "";
            var component = Nodes.text(said.get(NAMED));
            var what = Nodes.text(said.get(key(component)));
            return component + (what.isEmpty() ? "" : "." + what);
        }

        @Override
        Node.Mapping made(String of) {
            var dot = of.indexOf('.');
            if (dot < 0) return mapping(NAMED, of);
            var component = of.substring(0, dot);
            var said = new LinkedHashMap<String, Node>();
            said.put(NAMED, Changes.scalar(component));
            said.put(key(component), Changes.scalar(of.substring(dot + 1)));
            return new Node.Mapping(Position.start(""), said);
        }

        @Override
        Node written(Node.Mapping said) {
            return said;
        }

        /** A list is named by {@code list}; pages that are collected by their type. */
        private static String key(String component) {
            return component.equals("collection") ? "type" : component;
        }
    };

    private static final String NAMED = "component";

    public static final String LINK = "link";
    public static final String DELETE = "delete";
    public static final String FORM = "form.";
    private static final String COPY = "copy.";

    /** What it is of; empty when it does not say. */
    public abstract String of(Node node);

    /** What a new one of this says by itself. */
    abstract Node.Mapping made(String of);

    /** As an author would write it. */
    abstract Node written(Node.Mapping said);

    /** What an item of the document says. */
    Node.Mapping said(Node node) {
        return node instanceof Node.Mapping said ? said : made(of(node));
    }

    private static Node.Mapping mapping(String key, String value) {
        return new Node.Mapping(Position.start(""), Map.of(key, Changes.scalar(value)));
    }
}
