package torg.site.style;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Unknown;

/**
 * One style sheet, walked token by token: whether comments, strings, addresses and blocks end where they should. What properties, selectors and at-rules
 * there are is the browser's to know, so whatever CSS becomes is no mistake here. For one thread.
 *
 * <p>Source: CSS Syntax Module Level 3, section 4; every "parse error" there that loses more than one value is an error here.
 */
final class StyleSheet {
    private static final int MOST_TOLD = 20;
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:", Pattern.CASE_INSENSITIVE);
    private static final Pattern IMPORT = Pattern.compile("@import\\s*$", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern GIVEN = Pattern.compile("(?<![\\w-])(--[\\w-]+)\\s*[:{]");
    private static final Pattern ASKED = Pattern.compile("var\\(\\s*(--[\\w-]+)\\s*\\)");
    private static final Pattern URL = Pattern.compile("(?:^|[^\\w-])url$", Pattern.CASE_INSENSITIVE);

    private final String path;
    private final String text;
    private final Problems problems;
    private final Deque<Integer> open = new ArrayDeque<>();
    private final List<Reference> references = new ArrayList<>();
    private int told;

    StyleSheet(String path, String text, Problems problems) {
        this.path = path;
        this.text = text;
        this.problems = problems;
    }

    /**
     * Another file that the sheet names.
     *
     * @param offset where its address stands
     */
    record Reference(String address, int offset) {
        /** Which file of the site it has to be, by its path; empty where the address leads elsewhere, or to what others answer. */
        Optional<String> file(String sheet) {
            if (address.isBlank() || address.startsWith("#") || address.startsWith("//") || SCHEME.matcher(address).lookingAt()) return Optional.empty();
            if (address.startsWith("/") && !address.startsWith("/files/")) return Optional.empty();
            try {
                return Optional.of(new URI("/" + sheet).resolve(new URI(address)).getPath().substring(1));
            } catch (URISyntaxException e) {
                return Optional.of(address);
            }
        }
    }

    /** Say what is broken. */
    void check() {
        if (text.isBlank()) error(0, "empty", "the style sheet holds nothing", "write into it, or remove the file and what names it");
        var at = text.startsWith("\uFEFF") ? 1 : 0;
        while (at < text.length()) at = token(at);
        open.forEach(start -> error(start, "open", "'" + text.charAt(start) + "' is not closed", "add '" + closing(text.charAt(start)) + "' where it ends"));
    }

    /** Names of custom properties that it gives a value. */
    Set<String> given() {
        return GIVEN.matcher(withoutComments()).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    /** Say which values it asks for that nobody gives, and that it does without for nothing: each name once. */
    void tellNobodyGives(Predicate<String> isGiven, Collection<String> known) {
        var asked = new HashSet<String>();
        ASKED.matcher(withoutComments()).results().filter(found -> !isGiven.test(found.group(1)) && asked.add(found.group(1))).forEach(found -> {
            if (++told <= MOST_TOLD) problems.warning(at(found.start(1)), "style.no-value", "no style sheet gives '" + found.group(1) + "' a value",
                    new Unknown(found.group(1), known), "give it one, or write what stands for it after a comma");
        });
    }

    private String withoutComments() {
        return COMMENT.matcher(text).replaceAll(comment -> comment.group().replaceAll("[^\\n]", " "));
    }

    /** Other files it names, in order. */
    List<Reference> references() {
        return references;
    }

    /** @param known addresses of files, as this sheet would write them */
    void tellMissing(Reference reference, Collection<String> known) {
        if (++told <= MOST_TOLD) problems.warning(at(reference.offset), "style.no-file", "'" + reference.address + "' is no file that there is", new Unknown(reference.address, known), "add it, or take what names it out");
    }

    /** Read what begins here; where the next begins. */
    private int token(int at) {
        var character = text.charAt(at);
        return switch (character) {
            case '/' -> text.startsWith("/*", at) ? comment(at) : at + 1;
            case '"', '\'' -> string(at);
            case '\\' -> at + 2;
            case '(' -> URL.matcher(text).region(Math.max(0, at - 4), at).find() ? url(at) : opened(at);
            case '{', '[' -> opened(at);
            case '}', ']', ')' -> closed(at);
            default -> at + 1;
        };
    }

    private int comment(int at) {
        var end = text.indexOf("*/", at + 2);
        if (end >= 0) return end + 2;
        error(at, "open-comment", "the comment is not closed", "add '*/' where it ends");
        open.clear();
        return text.length();
    }

    private int string(int at) {
        var quote = text.charAt(at);
        for (var next = at + 1; next < text.length(); next++) {
            var character = text.charAt(next);
            if (character == '\\') next++;
            else if (character == quote) {
                if (IMPORT.matcher(text).region(Math.max(0, at - 40), at).find()) references.add(new Reference(text.substring(at + 1, next), at));
                return next + 1;
            } else if (character == '\n' || character == '\r' || character == '\f') {
                error(at, "open-string", "the text is not closed at the end of its line", "add " + quote + " where it ends");
                return next;
            }
        }
        error(at, "open-string", "the text is not closed", "add " + quote + " where it ends");
        open.clear();
        return text.length();
    }

    /** An address, in quotes or without: what stands between the parentheses without quotes is no further tokens. */
    private int url(int at) {
        var start = at + 1;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) start++;
        if (start < text.length() && (text.charAt(start) == '"' || text.charAt(start) == '\'')) {
            var before = told;
            var end = string(start);
            if (told == before) references.add(new Reference(text.substring(start + 1, end - 1), start));
            if (end < text.length()) open.push(at);
            return end;
        }
        var end = text.indexOf(')', start);
        var address = text.substring(start, end < 0 ? text.length() : end).strip();
        if (end < 0 || address.matches("(?s).*[\"'(\\s].*")) error(at - 3, "bad-url", "the address in 'url(' has no end, or holds what an address does not", "put quotes around it and close the parenthesis");
        else references.add(new Reference(address, start));
        if (end < 0) open.clear();
        return end < 0 ? text.length() : end + 1;
    }

    private int opened(int at) {
        open.push(at);
        return at + 1;
    }

    private int closed(int at) {
        var character = text.charAt(at);
        while (!open.isEmpty() && closing(text.charAt(open.peek())) != character && isWithin(character)) {
            var start = open.pop();
            error(start, "open", "'" + text.charAt(start) + "' is not closed before '" + character + "'", "add '" + closing(text.charAt(start)) + "' where it ends");
        }
        if (!open.isEmpty() && closing(text.charAt(open.peek())) == character) open.pop();
        else error(at, "stray", "'" + character + "' closes nothing", "take it away, or add what it is to close");
        return at + 1;
    }

    /** Whether something that this character closes is open, if not as the innermost. */
    private boolean isWithin(char character) {
        return open.stream().anyMatch(start -> closing(text.charAt(start)) == character);
    }

    private static char closing(char opening) {
        return switch (opening) {
            case '{' -> '}';
            case '[' -> ']';
            default -> ')';
        };
    }

    private void error(int offset, String code, String message, String help) {
        if (++told <= MOST_TOLD) problems.error(at(offset), "style." + code, message, help);
    }

    private Position at(int offset) {
        var before = text.substring(0, offset);
        return new Position(path, 1 + (int) before.chars().filter(character -> character == '\n').count(), offset - before.lastIndexOf('\n'));
    }
}
