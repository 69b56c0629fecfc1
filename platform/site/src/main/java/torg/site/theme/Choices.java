package torg.site.theme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.ThemeSetting;
import torg.api.site.ThemeSetting.Kind;
import torg.api.site.ThemeValue;
import torg.api.site.Unknown;

/** What is set, first by style sheets and definitions, then by one theme after the other, at last by the site. For one thread. */
final class Choices {
    private final ValueReader reader;
    private final Tokens tokens;
    private final Problems problems;
    private final Map<String, Chosen> chosen = new LinkedHashMap<>();
    private int turn;

    Choices(ValueReader reader, Tokens tokens, Problems problems) {
        this.reader = reader;
        this.tokens = tokens;
        this.problems = problems;
    }

    /**
     * What a setting is set to.
     *
     * @param standard what it is where the site does not say
     * @param at where it was set last
     * @param turn how often something was set before
     * @param follows the setting whose value it has as long as nobody sets it
     */
    record Chosen(Definition definition, ThemeValue standard, ThemeValue value, Position at, int turn, Optional<String> follows) {
        /** Whether somebody set it otherwise than the style sheets do. */
        boolean isSet() {
            return turn > 0;
        }

        ThemeSetting asSetting() {
            return new ThemeSetting(definition.name(), definition.label(), definition.hint(), definition.kind(), standard, value);
        }
    }

    /** A theme defines a setting. */
    void define(Definition definition) {
        if (chosen.containsKey(definition.name())) {
            problems.error(definition.at(), "theme.setting-twice", "a theme that this one extends has the setting '" + definition.name() + "' already", "give it another value below 'values', or another name");
        } else if (definition.isToken()) token(definition);
        else definition.standard().ifPresentOrElse(node -> reader.read(definition.name(), definition.kind(), node, new ThemeValue.Flag(false)).ifPresent(value -> put(definition, value, node.at())),
                () -> problems.error(definition.at(), "site.missing", "the setting '" + definition.name() + "' says nothing of what it is where nobody sets it", "add 'default:' with a value"));
    }

    private void token(Definition definition) {
        var token = tokens.find(definition.name());
        var followed = token.flatMap(found -> Written.reference(found.text())).flatMap(name -> Optional.ofNullable(chosen.get(name))).filter(one -> one.definition.kind().getClass() == definition.kind().getClass());
        if (followed.isPresent()) {
            chosen.put(definition.name(), new Chosen(definition, followed.get().standard, followed.get().value, token.get().at(), 0, Optional.of(followed.get().definition.name())));
            return;
        }
        token.flatMap(found -> Written.token(definition.kind(), found.text())).ifPresentOrElse(value -> put(definition, value, token.get().at()), () -> {
            if (token.isEmpty()) problems.error(definition.at(), "theme.no-token", "no style sheet below 'styles' gives '--" + definition.name() + "' a value", "give it one at :root, which holds where nobody sets it");
            else problems.error(token.get().at(), "theme.no-token", "'--" + definition.name() + "' can be set, so it has to be a plain value, or var() of a setting of its kind that stands before it", switch (definition.kind()) {
                case Kind.Color _ -> "write #rrggbb, or light-dark(#rrggbb, #rrggbb)";
                case Kind.Font _ -> "write names of fonts with commas between";
                case Kind.Length _ -> "write a number with rem or px";
                default -> "write a number";
            });
        });
    }

    private void put(Definition definition, ThemeValue value, Position at) {
        chosen.put(definition.name(), new Chosen(definition, value, value, at, 0, Optional.empty()));
    }

    /** A theme sets these. */
    void theme(Map<String, Node> values) {
        set(values, reader, false);
    }

    /** The site sets these; its texts are in the site's languages. */
    void site(Map<String, Node> values, ValueReader ofSite) {
        set(values, ofSite, true);
    }

    private void set(Map<String, Node> values, ValueReader by, boolean isSite) {
        turn++;
        values.forEach((name, node) -> {
            var now = chosen.get(name);
            if (now == null) tellUnknown(name, node);
            else by.read(name, now.definition.kind(), node, now.value).ifPresent(value -> chosen.put(name, new Chosen(now.definition, isSite ? now.standard : value, value, node.at(), turn, now.follows)));
        });
        // What is followed stands before what follows it, so it is up to date when the other is asked.
        chosen.replaceAll((_, one) -> one.isSet() ? one : one.follows.map(chosen::get).map(followed -> new Chosen(one.definition, followed.standard, followed.value, one.at, 0, one.follows)).orElse(one));
    }

    /** A warning, since another theme may be chosen for a moment. */
    private void tellUnknown(String name, Node node) {
        problems.warning(node.at(), "theme.unknown-setting", "the theme has no setting '" + name + "'", new Unknown(name, chosen.keySet()),
                chosen.isEmpty() ? "take it out" : "take it out; there are " + String.join(", ", chosen.keySet()));
    }

    List<Chosen> all() {
        return List.copyOf(chosen.values());
    }

    /** Say which text is hard to read on what it stands on, each once for light and once for dark. */
    void tellContrast() {
        for (var text : chosen.values()) {
            if (!(text.definition.kind() instanceof Kind.Color(var on))) continue;
            var grounds = new ArrayList<Chosen>();
            on.forEach(name -> Optional.ofNullable(chosen.get(name)).filter(one -> one.value instanceof ThemeValue.Color).ifPresentOrElse(grounds::add, () -> problems.error(text.definition.at(), "theme.unknown-setting",
                    "'" + text.definition.name() + "' stands on '" + name + "', which is no colour that can be set", new Unknown(name, chosen.keySet()), "take it out of 'on'")));
            tellContrast(text, grounds, "light");
            tellContrast(text, grounds, "dark");
        }
    }

    private void tellContrast(Chosen text, List<Chosen> grounds, String where) {
        var color = color(text, where);
        grounds.stream().min((one, other) -> Double.compare(Contrast.of(color, color(one, where)), Contrast.of(color, color(other, where)))).ifPresent(ground -> {
            var contrast = Contrast.of(color, color(ground, where));
            if (contrast >= Contrast.ENOUGH) return;
            problems.warning(text.turn >= ground.turn ? text.at : ground.at, "theme.contrast", String.format(Locale.ROOT, "'%s' (%s) on '%s' (%s) has a contrast of %.1f to 1 in %s surroundings, and text needs %.1f",
                    text.definition.name(), color, ground.definition.name(), color(ground, where), Math.floor(contrast * 10) / 10, where, Contrast.ENOUGH),
                    "set '" + text.definition.name() + "' for " + where + " to one such as \"" + Contrast.enough(color, grounds.stream().map(one -> color(one, where)).toList()) + "\"");
        });
    }

    private static String color(Chosen setting, String where) {
        var color = (ThemeValue.Color) setting.value;
        return where.equals("light") ? color.light() : color.dark();
    }
}
