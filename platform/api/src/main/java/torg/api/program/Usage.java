package torg.api.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a program of the command line takes, as a table: the words of a person are read by it, and help and refusals are written of it, so that none of them can
 * differ from the others. Immutable.
 *
 * <pre>{@code
 * var usage = Usage.of("torg greet", "NAME", "say hello").has("--times", "3", "how often").flag("--loud", "in capitals");
 * var times = usage.read(List.of("Ana", "--times=2")).value("--times").orElseThrow();
 * }</pre>
 *
 * @param command as it is typed, such as {@code torg password}
 * @param words that stand behind it beside options, such as {@code EMAIL}, in brackets when they may be left out; empty when there are none
 * @param says what it does
 * @param options in the order in which help names them
 */
public record Usage(String command, String words, String says, List<Option> options) {
    private static final int COMMAND_WIDTH = 14;
    private static final int OPTION_WIDTH = 22;

    /** Keeps a copy of the options. */
    public Usage {
        options = List.copyOf(options);
    }

    /**
     * An option.
     *
     * @param name with its hyphens
     * @param kind whether it has to be given, and whether a value stands behind it
     * @param value the default, or else what the value is, in capitals; empty for one that stands alone
     * @param says what it does; empty when its name says it, and then help has it in the command's own line
     */
    public record Option(String name, Kind kind, String value, String says) {
        private String written() {
            return value.isEmpty() ? name : name + " " + value;
        }

        private String asked() {
            return kind == Kind.NEEDED ? written() : "[" + written() + "]";
        }
    }

    /** How an option is given. */
    public enum Kind {
        /** It has to be there, with a value. */
        NEEDED,
        /** It may be there, with a value. */
        FREE,
        /** It has a value in any case. */
        DEFAULT,
        /** It is there or not. */
        ALONE
    }

    /**
     * What was given.
     *
     * @param words that are no options, in order
     * @param values by name of the option, defaults among them; the later of two, and an empty text for an option that stands alone
     */
    public record Given(List<String> words, Map<String, String> values) {
        /** Keeps copies. */
        public Given {
            words = List.copyOf(words);
            values = Map.copyOf(values);
        }

        /** The value of an option, if it was given or has a default. */
        public Optional<String> value(String option) {
            return Optional.ofNullable(values.get(option));
        }

        /** Whether the option was given. */
        public boolean has(String option) {
            return values.containsKey(option);
        }
    }

    /** A command without options so far; see the record for the texts. */
    public static Usage of(String command, String words, String says) {
        return new Usage(command, words, says, List.of());
    }

    /** With an option that has to be given. */
    public Usage needs(String name, String value, String says) {
        return with(new Option(name, Kind.NEEDED, value, says));
    }

    /** With an option that may be given. */
    public Usage takes(String name, String value, String says) {
        return with(new Option(name, Kind.FREE, value, says));
    }

    /** With an option that has this value unless another is given. */
    public Usage has(String name, String value, String says) {
        return with(new Option(name, Kind.DEFAULT, value, says));
    }

    /** With an option that stands alone. */
    public Usage flag(String name, String says) {
        return with(new Option(name, Kind.ALONE, "", says));
    }

    private Usage with(Option option) {
        return new Usage(command, words, says, Stream.concat(options.stream(), Stream.of(option)).toList());
    }

    /**
     * Reads what stands behind the command; a value stands behind its option or behind an equals sign.
     *
     * @throws Refusal when an option is unknown or lacks its value, or a word stands where none is taken
     */
    public Given read(List<String> arguments) {
        var others = new ArrayList<String>();
        var values = new LinkedHashMap<String, String>();
        options.stream().filter(option -> option.kind == Kind.DEFAULT).forEach(option -> values.put(option.name, option.value));
        for (var rest = arguments.iterator(); rest.hasNext();) {
            var word = rest.next();
            var parts = word.split("=", 2);
            var option = options.stream().filter(known -> known.name.equals(parts[0])).findFirst();
            if (option.isEmpty() && !word.startsWith("-") && !words.isEmpty()) {
                others.add(word);
            } else if (option.isEmpty() || option.get().kind == Kind.ALONE && parts.length == 2) {
                throw new Refusal("option '" + word + "' is unknown: " + line());
            } else if (option.get().kind == Kind.ALONE) {
                values.put(parts[0], "");
            } else if (parts.length == 1 && !rest.hasNext()) {
                throw new Refusal("option '" + word + "' needs a value after it: " + line());
            } else {
                values.put(parts[0], parts.length == 2 ? parts[1] : rest.next());
            }
        }
        return new Given(others, values);
    }

    /**
     * The command that somebody chose: the one whose last word stands first here.
     *
     * @throws Refusal when there is none, with what there is
     */
    public static Usage chosen(List<Usage> usages, List<String> arguments) {
        return arguments.stream().findFirst().flatMap(word -> usages.stream().filter(usage -> usage.command().substring(usage.command().lastIndexOf(' ') + 1).equals(word)).findFirst())
                .orElseThrow(() -> new Refusal("what is to be done? " + usages.stream().map(Usage::line).collect(Collectors.joining(", or "))));
    }

    /** @throws Refusal when one of the options that have to be given is not */
    public void demandWhatIsNeeded(Given given) {
        options.stream().filter(option -> option.kind == Kind.NEEDED && !given.has(option.name)).findFirst().ifPresent(option -> {
            throw new Refusal("option '" + option.name + "' is missing: " + line());
        });
    }

    /** All of it in one line: {@code torg greet NAME [--times 3] [--loud]}. */
    public String line() {
        return line(options);
    }

    private String line(List<Option> shown) {
        var line = new StringBuilder(command);
        if (!words.isEmpty()) line.append(' ').append(words);
        shown.forEach(option -> line.append(' ').append(option.asked()));
        return line.toString();
    }

    /**
     * The lines of a help page for commands that belong together: each with what it does and, below it, its own options that say what they do; at the end, once,
     * those that several have.
     */
    public static String page(Usage... together) {
        var explained = Stream.of(together).flatMap(usage -> usage.options.stream()).filter(option -> !option.says.isEmpty()).toList();
        var shared = explained.stream().filter(option -> Collections.frequency(explained, option) > 1).distinct().toList();
        var commands = Stream.of(together).flatMap(usage -> Stream.concat(Stream.of(usage.headline()),
                usage.options.stream().filter(option -> !option.says.isEmpty() && !shared.contains(option)).map(Usage::explained)));
        return Stream.concat(commands, shared.stream().map(Usage::explained)).collect(Collectors.joining("\n", "", "\n"));
    }

    private String headline() {
        return column(line(options.stream().filter(option -> option.says.isEmpty()).toList()), COMMAND_WIDTH) + says;
    }

    private static String explained(Option option) {
        return "       " + column(option.written(), OPTION_WIDTH) + option.says;
    }

    private static String column(String text, int width) {
        return text.length() < width ? text + " ".repeat(width - text.length()) : text + "   ";
    }
}
