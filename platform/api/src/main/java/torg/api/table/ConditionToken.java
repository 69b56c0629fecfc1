package torg.api.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A word or sign of a condition's text, and where it stands. */
sealed interface ConditionToken {
    /** Runs of no group twice, so that no text makes it look longer than it is. */
    Pattern NEXT = Pattern.compile("\\s*+(?:(?<word>[a-z_][a-z0-9_.-]*+)|(?<figure>-?+[0-9]++(?:\\.[0-9]++)?+)|'(?<quoted>(?:[^']|'')*+)'|(?<sign>!=|<=|>=|[=<>(),+*&-])|(?<end>$))");

    /** Characters before it. */
    int position();

    /** As a message names it. */
    String said();

    /** A name, or a word of the language. */
    record Word(int position, String text) implements ConditionToken {
        @Override
        public String said() {
            return "'" + text + "'";
        }
    }

    /** A number, as it is written. */
    record Figure(int position, String text) implements ConditionToken {
        @Override
        public String said() {
            return text;
        }
    }

    /** A text, its quotes taken off. */
    record Quoted(int position, String text) implements ConditionToken {
        @Override
        public String said() {
            return "the text '" + text + "'";
        }
    }

    /** An operator or a parenthesis. */
    record Sign(int position, String text) implements ConditionToken {
        @Override
        public String said() {
            return "'" + text + "'";
        }
    }

    /** Nothing follows. */
    record End(int position) implements ConditionToken {
        @Override
        public String said() {
            return "the end";
        }
    }

    /** All of a text; the last one is the end. */
    static List<ConditionToken> of(String text) {
        var tokens = new ArrayList<ConditionToken>();
        var matcher = NEXT.matcher(text);
        for (var from = 0; ; from = matcher.end()) {
            matcher.region(from, text.length());
            if (!matcher.lookingAt()) {
                var rest = text.substring(from).strip();
                throw ConditionText.wrong(text.length() - rest.length(), "'" + rest.substring(0, rest.offsetByCodePoints(0, 1)) + "' belongs to no condition",
                        "write texts in single quotes, and names in small letters");
            }
            if (matcher.group("end") != null) {
                tokens.add(new End(text.length()));
                return tokens;
            }
            if (matcher.group("word") != null) tokens.add(new Word(matcher.start("word"), matcher.group("word")));
            else if (matcher.group("figure") != null) tokens.add(new Figure(matcher.start("figure"), matcher.group("figure")));
            else if (matcher.group("quoted") != null) tokens.add(new Quoted(matcher.start("quoted") - 1, matcher.group("quoted").replace("''", "'")));
            else tokens.add(new Sign(matcher.start("sign"), matcher.group("sign")));
        }
    }
}
