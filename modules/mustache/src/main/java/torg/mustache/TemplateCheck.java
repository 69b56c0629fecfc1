package torg.mustache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import torg.api.site.Position;
import torg.api.site.Problems;

/**
 * Walks through the tags of one template before it is compiled, because the compiler tells the line of a mistake at most, and takes more than
 * a template of ours may contain.
 */
final class TemplateCheck {
    private static final Pattern NAME = Pattern.compile("\\.|[\\p{Alnum}_-]+(\\.[\\p{Alnum}_-]+)*");
    private static final Pattern TEMPLATE = Pattern.compile("[\\p{Alnum}_-]+(/[\\p{Alnum}_-]+)*");

    private final Source source;
    private final Problems problems;
    private final Deque<Tag> sections = new ArrayDeque<>();
    private final List<Tag> includes = new ArrayList<>();
    private String open = "{{";
    private String close = "}}";
    private boolean broken;

    /** A tag and where it starts; kind {@code v} is a plain value, otherwise the tag's first character. */
    private record Tag(char kind, String name, int offset) {}

    private TemplateCheck(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    static TemplateCheck of(Source source, Problems problems) {
        var check = new TemplateCheck(source, problems);
        check.walk();
        return check;
    }

    boolean broken() {
        return broken;
    }

    /** Whether it includes a template that is not among these; tells which. */
    boolean missesAny(Collection<String> known, Problems told) {
        var misses = false;
        for (var include : includes) {
            if (known.contains(include.name)) continue;
            misses = true;
            tell(told, include.offset, "partial-missing", "there is no template '" + include.name + "' to include",
                    Problems.nearest(include.name, known).map(near -> "did you mean '" + near + "'?").orElse("add it to the theme, or remove the tag"));
        }
        return misses;
    }

    private void walk() {
        var at = 0;
        while (!broken) {
            var start = source.text().indexOf(open, at);
            if (start < 0) break;
            at = tag(start);
        }
        if (!broken && !sections.isEmpty()) {
            var last = sections.peek();
            wrong(last.offset, "unclosed-section", "section '" + last.name + "' is not closed", "add " + open + "/" + last.name + close);
        }
    }

    /** Check the tag that starts here; where to go on. */
    private int tag(int start) {
        var text = source.text();
        var inner = start + open.length();
        var kind = inner < text.length() && "#^/<>$?{&!=%*".indexOf(text.charAt(inner)) >= 0 ? text.charAt(inner) : 'v';
        var closing = kind == '{' ? "}" + close : kind == '=' ? "=" + close : close;
        var end = text.indexOf(closing, Math.min(text.length(), kind == 'v' ? inner : inner + 1));
        if (end < 0) {
            wrong(start, "unclosed-tag", "a tag is not closed", "add " + closing);
            return text.length();
        }
        check(new Tag(kind, text.substring(kind == 'v' ? inner : inner + 1, end).trim(), start));
        return end + closing.length();
    }

    private void check(Tag tag) {
        switch (tag.kind) {
            case '!' -> {}
            case '=' -> delimiters(tag);
            case '/' -> close(tag);
            case '>' -> include(tag);
            case '<' -> {
                include(tag);
                sections.push(tag);
            }
            case '#', '^', '$' -> {
                name(tag);
                sections.push(tag);
            }
            case '{', '&' -> {
                name(tag);
                warn(tag.offset, "raw", "'" + tag.name + "' is escaped here like everywhere",
                        "write " + open + tag.name + close + ": mark-up made by the house is written as it is, everything else escaped");
            }
            case 'v' -> name(tag);
            default -> wrong(tag.offset, "not-allowed", "the tag '" + tag.kind + tag.name + "' is not known here", "use values, sections, partials and blocks only");
        }
    }

    private void name(Tag tag) {
        if (!NAME.matcher(tag.name).matches()) {
            wrong(tag.offset, "bad-name", "'" + tag.name + "' is no name", "use letters, digits, '-' and '_', with dots between names");
        }
    }

    private void include(Tag tag) {
        if (TEMPLATE.matcher(tag.name).matches()) includes.add(tag);
        else wrong(tag.offset, "bad-name", "'" + tag.name + "' names no template", "write the template's path below templates/, without ending");
    }

    private void close(Tag tag) {
        if (sections.isEmpty()) {
            wrong(tag.offset, "unopened-section", "'" + tag.name + "' is closed here and was not opened", "remove the tag, or open the section above");
        } else if (!sections.peek().name.equals(tag.name)) {
            wrong(tag.offset, "crossed-sections", "'" + tag.name + "' is closed here while '" + sections.peek().name + "' is open",
                    "close '" + sections.peek().name + "' first");
        } else {
            sections.pop();
        }
    }

    private void delimiters(Tag tag) {
        var pair = tag.name.split("\\s+");
        if (pair.length == 2 && pair[0].length() == 2 && pair[1].length() == 2) {
            open = pair[0];
            close = pair[1];
        } else {
            wrong(tag.offset, "bad-delimiters", "'" + tag.name + "' are no delimiters", "write two pairs of characters with a space between, {{=<% %>=}}");
        }
    }

    private void wrong(int offset, String code, String message, String help) {
        broken = true;
        tell(problems, offset, code, message, help);
    }

    private void warn(int offset, String code, String message, String help) {
        problems.warning(at(offset), "mustache." + code, message, help);
    }

    /** A mistake in the theme is for the customizer to mend now; a module's default cannot be mended in the site. */
    private void tell(Problems told, int offset, String code, String message, String help) {
        if (source.own()) told.error(at(offset), "mustache." + code, message, help);
        else told.warning(at(offset), "mustache." + code, message, help);
    }

    private Position at(int offset) {
        var before = source.text().substring(0, offset);
        var line = 1 + (int) before.chars().filter(character -> character == '\n').count();
        return new Position(source.path(), line, offset - before.lastIndexOf('\n'));
    }
}
