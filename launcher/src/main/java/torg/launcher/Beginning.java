package torg.launcher;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a new module can begin with: an example of the house, which is built and tested with it. */
enum Beginning {
    /** {@code modules/example}. It also makes greetings, and where it speaks of those the word stays. */
    COMPONENT("torg.example", "Torg example", "Greeting(?=Component|Resource|Test)", "(?<=return \"|component: |components/|component `)greeting|greeting(?=\\.(?:hello|guest|\\*))|\\bexample\\b"),
    /** {@code modules/example-connector}. */
    CONNECTOR("torg.example.connector", "Torg example connector", "Folder(?=Connector)", "(?<=return \"|the name `)folder|(?<=\")folder(?=\\.)");

    private final Pattern names;

    /**
     * @param root its package
     * @param title as people read it
     * @param type pattern of what its classes are called by
     * @param name pattern of where it says what others call it by
     */
    Beginning(String root, String title, String type, String name) {
        names = Pattern.compile(Stream.of("(?<parent></version></parent>)", "(?<artifact><artifactId>" + Pattern.quote(root) + "</artifactId>)", "(?<title>" + title + ")",
                "(?<root>" + Pattern.quote(root) + ")", "(?<path>" + Pattern.quote(root.replace('.', '/')) + ")", "(?<type>" + type + ")", "(?<name>" + name + ")").collect(Collectors.joining("|")));
    }

    /** Where the example says what others call it by: each match is one of the groups parent, artifact, title, root, path, type and name. */
    Pattern names() {
        return names;
    }

    /** As {@code --kind} says it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Beginning> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
