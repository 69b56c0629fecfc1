package torg.pages.document;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;
import torg.api.site.Unknown;
import torg.api.view.Html;
import torg.api.view.PageType.Field;
import torg.api.view.PageType.Kind;
import torg.pages.markup.Renderings;
import torg.pages.tree.Fields;
import torg.pages.tree.Fields.Value;
import torg.spi.site.SiteSource;

/** Reads what stands in one field, and tells what cannot stand there. */
final class ValueReader {
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    /** The kinds that browsers show as a picture. */
    private static final Pattern PICTURE = Pattern.compile("(?i).*\\.(png|jpe?g|gif|webp|avif|svg)");
    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_TEXT = 20_000;
    private static final int MOST_VALUES = 200;
    /** Longer is no misspelt name, and slow to compare. */
    private static final int LONGEST_NAME = 100;

    private final Set<String> files;
    private final Set<String> pages;
    private final Renderings renderings;
    private final Problems problems;
    private final PublishingReader moments;

    ValueReader(SiteSource source, Set<String> pages, Renderings renderings, Problems problems) {
        this.files = source.files().keySet();
        this.pages = pages;
        this.renderings = renderings;
        this.problems = problems;
        this.moments = new PublishingReader(source.settings().timeZone(), problems);
    }

    /** What is read once: mark-up is another in each language, since its links lead to that language. */
    record Wanted(String field, Node node, String language) {}

    static Wanted wanted(Locale locale, Field field, Node node) {
        return new Wanted(field.name(), node, field.kind() == Kind.MARKDOWN || field.kind() == Kind.HTML ? locale.toLanguageTag() : "");
    }

    Optional<Value> read(Locale locale, Field field, Node node) {
        if (!field.list()) return one(locale, field, node);
        var items = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
        if (items.size() > MOST_VALUES) problems.error(node.at(), "pages.field-long", "'" + field.name() + "' holds " + items.size() + " values, at most " + MOST_VALUES + " are taken", "make pages of them, and show these with a collection");
        var values = items.stream().limit(MOST_VALUES).flatMap(item -> one(locale, field, item).stream()).toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(new Value.Several(values));
    }

    private Optional<Value> one(Locale locale, Field field, Node node) {
        return switch (node) {
            case Node.Scalar scalar when scalar.value().isBlank() -> wrong(field, scalar, "is empty", "write a value, or take the line away");
            case Node.Scalar scalar -> value(locale, field, scalar);
            case Node.Mapping _, Node.Sequence _ -> wrong(field, node, "is one value" + (field.list() ? " or a list of them" : ""), field.perLanguage() || node instanceof Node.Sequence
                    ? "write it behind '" + field.name() + ":'" : "write it behind '" + field.name() + ":', the same for all languages");
        };
    }

    private Optional<Value> value(Locale locale, Field field, Node.Scalar said) {
        var text = said.value();
        return switch (field.kind()) {
            case TEXT -> text.length() <= LONGEST_LINE && text.lines().count() == 1 ? Optional.of(new Value.Words(text))
                    : wrong(field, said, "is one line of at most " + LONGEST_LINE + " characters", "shorten it, or let the field be a 'longtext'");
            case LONGTEXT -> shortEnough(field, said).map(Value.Words::new);
            case MARKDOWN -> shortEnough(field, said).map(_ -> new Value.Markup(rendered(locale, "md", said)));
            case HTML -> shortEnough(field, said).map(_ -> new Value.Markup(rendered(locale, "html", said)));
            case DATE -> day(text).<Optional<Value>>map(date -> Optional.of(new Value.Day(date))).orElseGet(() -> wrong(field, said, "is '" + shown(text) + "', which is no day that there is", "write it as 2026-11-30"));
            case DATETIME -> moments.moment(text).<Optional<Value>>map(moment -> Optional.of(new Value.Moment(moment)))
                    .orElseGet(() -> wrong(field, said, "is '" + shown(text) + "', which is no moment that there is", "write it as 2026-11-30T08:00"));
            case NUMBER -> Fields.NUMBER.matcher(text).matches() ? Optional.of(new Value.Number(new BigDecimal(text))) : wrong(field, said, "is '" + shown(text) + "', which is no number", "write it as 12 or 12.50");
            case BOOLEAN -> text.equals("true") || text.equals("false") ? Optional.of(new Value.Flag(text.equals("true"))) : wrong(field, said, "is '" + shown(text) + "', expected true or false", "write true or false");
            case CHOICE -> field.choices().containsKey(text) ? Optional.of(new Value.Choice(text)) : unknown(field, said, "none of its choices", field.choices().keySet());
            case IMAGE -> PICTURE.matcher(text).matches() ? picture(field, said) : wrong(field, said, "is '" + shown(text) + "', which is no picture", "name a file of the folder files that is one: PNG, JPEG, GIF, WebP, AVIF or SVG");
            case FILE -> file(field, said);
            case PAGE -> pages.contains(text) && !text.contains("{") ? Optional.of(new Value.Reference(text))
                    : unknown(field, said, "no page that can be led to", pages.stream().filter(page -> !page.contains("{")).collect(Collectors.toCollection(TreeSet::new)));
        };
    }

    private Optional<String> shortEnough(Field field, Node.Scalar said) {
        if (said.value().length() <= LONGEST_TEXT) return Optional.of(said.value());
        wrong(field, said, "has more than " + LONGEST_TEXT + " characters", "write the long of it as the text of the page");
        return Optional.empty();
    }

    private Html rendered(Locale locale, String type, Node.Scalar said) {
        var cleaned = renderings.of(locale, type, said.value());
        if (!cleaned.leftOut().isEmpty()) tellOnce(Bodies.leftOut(said.at(), cleaned));
        cleaned.undescribed().forEach(address -> tellOnce(Bodies.undescribed(said.at(), address)));
        return new Html(cleaned.markup());
    }

    private static Optional<LocalDate> day(String text) {
        if (!DAY.matcher(text).matches()) return Optional.empty();
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A field has no place of its own for what its image shows: the site says it, or nobody does. */
    private Optional<Value> picture(Field field, Node.Scalar said) {
        var found = file(field, said);
        if (found.isPresent() && renderings.pictures().alt(said.value().substring(1)).isEmpty()) tellOnce(Bodies.undescribed(said.at(), said.value()));
        return found;
    }

    private Optional<Value> file(Field field, Node.Scalar said) {
        var path = said.value();
        if (path.startsWith("/files/") && files.contains(path.substring(1))) return Optional.of(new Value.File(path.substring(1)));
        return unknown(field, said, "no web file", files.stream().filter(file -> file.startsWith("files/")).map(file -> "/" + file).collect(Collectors.toCollection(TreeSet::new)));
    }

    private Optional<Value> unknown(Field field, Node.Scalar said, String what, Set<String> known) {
        var unknown = new Unknown(said.value(), said.value().length() > LONGEST_NAME ? Set.of() : known);
        var help = unknown.help(known.isEmpty() || known.size() > 10 || said.value().length() > LONGEST_NAME ? "write one that there is" : "write one of " + String.join(", ", known));
        return wrong(field, said, "is '" + shown(said.value()) + "', which is " + what, help, unknown.choices());
    }

    private Optional<Value> wrong(Field field, Node node, String what, String help) {
        return wrong(field, node, what, help, List.of());
    }

    private Optional<Value> wrong(Field field, Node node, String what, String help, List<String> choices) {
        tellOnce(new SiteProblem(node.at(), "pages.field-wrong", "'" + field.name() + "' " + what, help, true, choices));
        return Optional.empty();
    }

    /** What is the same in all languages is read for each, and told of once. */
    private void tellOnce(SiteProblem problem) {
        if (!problems.found().contains(problem)) problems.add(problem);
    }

    private static String shown(String text) {
        return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + "..." : text;
    }
}
