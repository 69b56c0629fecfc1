package torg.mustache;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import torg.api.site.Problems;

/**
 * Walks through the tags of one template before it is compiled, because the compiler tells the line of a mistake at most, takes more than a
 * template of ours may contain, and goes one call deeper with each open section.
 */
final class TemplateCheck {
    private static final Pattern NAME = Pattern.compile("\\.|[\\p{Alnum}_-]+(\\.[\\p{Alnum}_-]+)*");
    private static final Pattern TEMPLATE = Pattern.compile("[\\p{Alnum}_-]+(/[\\p{Alnum}_-]+)*");
    private static final int MOST_OPEN = 50;
    private static final int MOST_WARNINGS = 20;
    private static final int LONGEST_QUOTE = 40;

    private final Source source;
    private final Problems problems;
    private final Deque<Tag> sections = new ArrayDeque<>();
    /** The first tag that includes a template, by the template's name; and of those, the ones that no list's section stands around. */
    private final Map<String, Tag> includes = new LinkedHashMap<>();
    private final Map<String, Tag> always = new LinkedHashMap<>();
    private String open = "{{";
    private String close = "}}";
    private boolean broken;
    private boolean writes;
    private int layouts;
    private int warnings;

    /** A tag and where it starts; kind {@code v} is a plain value, otherwise the tag's first character. */
    private record Tag(char kind, String name, int offset) {
        /** Whether it may stand for each item of a list: a name with a dot is the same list in every turn, and would come back for ever. */
        boolean mayBeItems() {
            return kind == '#' && !name.contains(".");
        }
    }

    private TemplateCheck(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    static TemplateCheck of(Source source, Problems problems) {
        var check = new TemplateCheck(source, problems);
        source.flaw().ifPresentOrElse(flaw -> check.wrong(0, flaw.code(), flaw.message(), flaw.help()), check::walk);
        return check;
    }

    boolean broken() {
        return broken;
    }

    boolean isOwn() {
        return source.own();
    }

    boolean isPage() {
        return source.isPage();
    }

    /** Whether it writes anything by itself, were it only a value; what stands in a layout's blocks is the layout's to write. */
    boolean writes() {
        return writes;
    }

    /** Names of templates it includes. */
    Set<String> includes() {
        return includes.keySet();
    }

    /** Those that it includes whatever there is to show, as far as one can see without the values. */
    Set<String> includesAlways() {
        return always.keySet();
    }

    /** Whether all that it includes is known; tells what is not. */
    boolean findsAll(Set<String> known) {
        var missing = includes.values().stream().filter(include -> !known.contains(include.name)).toList();
        for (var include : missing) {
            tell(include.offset, "partial-missing", "there is no template '" + quoted(include.name) + "' to include", Names.near(include.name, known, "add it to the theme, or remove the tag"), problems);
        }
        return missing.isEmpty();
    }

    /** Say that a template which it includes, and which the site cannot mend, is not fit to paint. */
    void tellUnfit(String included) {
        tell(includes.get(included).offset, "partial-unfit", "the template '" + included + "', which a module brings, has a mistake and is left out",
                "update the module, or add the template to the theme", problems);
    }

    /** Say that an include never ends. */
    void tellEndless(String included, String what, Problems told) {
        tell(always.get(included).offset, "endless", "template '" + source.name() + "' includes " + what + ", without end",
                "remove the tag, or put it into the section of a list that each item has of its own, {{#items}}", told);
    }

    /** Say that a page made with it would be empty. */
    void tellBlank() {
        tell(0, "blank", "template '" + source.name() + "' paints nothing", "write the page into it, or remove the file", problems);
    }

    private void walk() {
        var at = 0;
        while (!broken) {
            var start = source.text().indexOf(open, at);
            writes |= layouts == 0 && !source.text().substring(at, start < 0 ? source.text().length() : start).isBlank();
            if (start < 0) break;
            at = tag(start);
        }
        if (!broken && !sections.isEmpty()) {
            var last = sections.peek();
            wrong(last.offset, "unclosed-section", "section '" + quoted(last.name) + "' is not closed", "add " + open + "/" + quoted(last.name) + close);
        }
    }

    /** Check the tag that starts here; where to go on. */
    private int tag(int start) {
        var text = source.text();
        var inner = start + open.length();
        var kind = inner < text.length() && "#^/<>$?{&!=%*".indexOf(text.charAt(inner)) >= 0 ? text.charAt(inner) : 'v';
        var closing = kind == '{' ? "}" + close : kind == '=' ? "=" + close : close;
        var from = Math.min(text.length(), kind == 'v' ? inner : inner + 1);
        var end = text.indexOf(closing, from);
        var name = text.substring(from, end < 0 ? text.length() : end).trim();
        if (end < 0 || kind != '!' && (name.contains("\n") || name.contains(open))) {
            wrong(start, "unclosed-tag", "the tag '" + open + quoted(text.substring(inner)) + "' is not closed", "add " + closing);
            return text.length();
        }
        check(new Tag(kind, name, start));
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
                open(tag);
                layouts++;
            }
            case '#', '^' -> {
                name(tag);
                open(tag);
            }
            case '$' -> {
                name(tag);
                writes |= layouts == 0;
                open(tag);
            }
            case '{', '&' -> {
                value(tag);
                warn(tag.offset, "raw", "'" + quoted(tag.name) + "' is escaped here like everywhere",
                        "write " + open + quoted(tag.name) + close + ": mark-up made by the house is written as it is, everything else escaped");
            }
            case 'v' -> value(tag);
            default -> wrong(tag.offset, "not-allowed", "the tag '" + tag.kind + quoted(tag.name) + "' is not known here", "use values, sections, partials and blocks only");
        }
    }

    private void value(Tag tag) {
        name(tag);
        writes |= layouts == 0;
    }

    private void name(Tag tag) {
        if (!NAME.matcher(tag.name).matches()) {
            wrong(tag.offset, "bad-name", "'" + quoted(tag.name) + "' is no name", "use letters, digits, '-' and '_', with dots between names");
        }
    }

    /** A layout is taken apart when it is compiled, so it is always included. */
    private void include(Tag tag) {
        if (!TEMPLATE.matcher(tag.name).matches()) {
            wrong(tag.offset, "bad-name", "'" + quoted(tag.name) + "' names no template", "write the template's path below templates/, without ending");
            return;
        }
        includes.putIfAbsent(tag.name, tag);
        if (tag.kind == '<' || sections.stream().noneMatch(Tag::mayBeItems)) always.putIfAbsent(tag.name, tag);
    }

    private void open(Tag tag) {
        sections.push(tag);
        if (sections.size() > MOST_OPEN) wrong(tag.offset, "too-deep", "more than " + MOST_OPEN + " sections are open here", "close some, or move what they hold into a partial");
    }

    private void close(Tag tag) {
        if (sections.isEmpty()) {
            wrong(tag.offset, "unopened-section", "'" + quoted(tag.name) + "' is closed here and was not opened", "remove the tag, or open the section above");
        } else if (!sections.peek().name.equals(tag.name)) {
            wrong(tag.offset, "crossed-sections", "'" + quoted(tag.name) + "' is closed here while '" + quoted(sections.peek().name) + "' is open",
                    "close '" + quoted(sections.peek().name) + "' first");
        } else if (sections.pop().kind == '<') {
            layouts--;
        }
    }

    private void delimiters(Tag tag) {
        var pair = tag.name.split("\\s+");
        if (pair.length == 2 && pair[0].length() == 2 && pair[1].length() == 2) {
            open = pair[0];
            close = pair[1];
        } else {
            wrong(tag.offset, "bad-delimiters", "'" + quoted(tag.name) + "' are no delimiters", "write two pairs of characters with a space between, {{=<% %>=}}");
        }
    }

    private void wrong(int offset, String code, String message, String help) {
        if (broken) return;
        broken = true;
        tell(offset, code, message, help, problems);
    }

    private void warn(int offset, String code, String message, String help) {
        if (++warnings <= MOST_WARNINGS) problems.warning(source.at(offset), "mustache." + code, message, help);
    }

    /** A mistake in the theme is for the customizer to mend now; a module's default cannot be mended in the site. */
    private void tell(int offset, String code, String message, String help, Problems told) {
        if (source.own()) told.error(source.at(offset), "mustache." + code, message, help);
        else told.warning(source.at(offset), "mustache." + code, message, help);
    }

    /** What an author wrote, as far as it helps to find it: the beginning of its first line. */
    private static String quoted(String written) {
        var line = written.lines().findFirst().orElse("").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
    }
}
