package torg.testkit.oracle;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of constants as documents write them. */
final class Words {
    private Words() {}

    static String of(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String of(Set<? extends Enum<?>> some) {
        return some.stream().map(Words::of).collect(Collectors.joining(", "));
    }
}
