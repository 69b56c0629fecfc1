package torg.studio.theme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import torg.api.file.Upload;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.SiteTheme;
import torg.api.site.ThemeSetting;
import torg.api.site.ThemeSetting.Kind;
import torg.api.site.ThemeValue;
import torg.api.text.Text;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.desk.Desk;
import torg.studio.form.Changes;
import torg.studio.form.Choices;
import torg.studio.form.Labels;
import torg.studio.room.Words;

/**
 * The settings of a theme as fields of a form, and what was typed there as changes of {@code theme.yml}. A field is named by its setting: {@code set.brand.light}.
 *
 * @param written what {@code theme.yml} says
 * @param typed whether the fields hold what somebody typed, instead of what is set
 */
record ThemeFields(Request request, SiteTheme theme, Node.Mapping written, boolean typed) {

    /** One of these for each setting, in the theme's order. */
    List<Model> models(Words words, Map<String, String> origins) {
        return theme.settings().stream().map(setting -> model(words, setting, origins)).toList();
    }

    private Model model(Words words, ThemeSetting setting, Map<String, String> origins) {
        var locale = request.locale();
        var own = written.entries().containsKey(setting.name());
        var model = Model.with("name", setting.name()).with("label", setting.label().in(locale)).with("hint", setting.hint().map(hint -> hint.in(locale)))
                .with("own", own)
                .with("default", typed(setting, "default").isPresent())
                .with("from", own ? words.text("from-site") : words.text("from-theme", origins.getOrDefault(setting.name(), theme.label().in(locale))))
                .with("standard", setting.standard() instanceof ThemeValue.Flag(var on) ? words.text(on ? "yes" : "no") : shown(setting.standard(), locale));
        switch (setting.value()) {
            case ThemeValue.Color(var light, var dark) -> model.with("color", Model.with("light", value(setting, "light", light)).with("dark", value(setting, "dark", dark))).with("on", on(setting, locale));
            case ThemeValue.Font(var families, var file) -> model.with("font", Model.with("family", value(setting, "family", String.join(", ", families))).with("files", Choices.of(request.locale(), Choices.files(request.site(), Choices.FONTS), value(setting, "file", file.orElse("")))));
            case ThemeValue.Words(var text) -> model.with("texts", labels(setting).models(Optional.of(said(text)), typed && labels(setting).sent()));
            case ThemeValue.Flag(var on) -> model.with("flag", Model.with("on", typed ? typed(setting, "value").isPresent() : on));
            case ThemeValue.Choice(var word) -> model.with("choice", Model.with("choices", Choices.of(request.locale(), ((Kind.Choice) setting.kind()).choices(), value(setting, "value", word))));
            case ThemeValue.Image(var path) -> model.with("image", Model.with("files", Choices.of(request.locale(), Choices.files(request.site(), Choices.PICTURES), value(setting, "value", path))).with("picture", path.startsWith("files/") ? Optional.of("/" + path) : Optional.empty()));
            case ThemeValue.Length length -> model.with("length", Model.with("value", value(setting, "value", length.toString()))).with("bounds", words.text("bounds", ((Kind.Length) setting.kind()).least(), ((Kind.Length) setting.kind()).most()));
            case ThemeValue.Figure(var number) -> model.with("number", Model.with("value", value(setting, "value", number.toPlainString()))
                    .with("least", ((Kind.Figure) setting.kind()).least().toPlainString()).with("most", ((Kind.Figure) setting.kind()).most().toPlainString()));
        }
        return model.build();
    }

    /** Labels of the colours on which a text of this one stands. */
    private Optional<String> on(ThemeSetting setting, Locale locale) {
        if (!(setting.kind() instanceof Kind.Color(var on)) || on.isEmpty()) return Optional.empty();
        return Optional.of(on.stream().map(name -> theme.setting(name).map(ground -> ground.label().in(locale)).orElse(name)).collect(Collectors.joining(", ")));
    }

    private String value(ThemeSetting setting, String part, String set) {
        return typed ? typed(setting, part).orElse(set) : set;
    }

    private Optional<String> typed(ThemeSetting setting, String part) {
        return typed ? request.form("set." + setting.name() + "." + part).map(String::strip) : Optional.empty();
    }

    /** What the theme says by itself, for people. */
    private static String shown(ThemeValue value, Locale locale) {
        return switch (value) {
            case ThemeValue.Color(var light, var dark) -> light.equals(dark) ? light : light + " / " + dark;
            case ThemeValue.Font(var families, _) -> String.join(", ", families);
            case ThemeValue.Length length -> length.toString();
            case ThemeValue.Figure(var number) -> number.toPlainString();
            case ThemeValue.Choice(var word) -> word;
            case ThemeValue.Flag(var on) -> String.valueOf(on);
            case ThemeValue.Words(var text) -> text.in(locale);
            case ThemeValue.Image(var path) -> path;
        };
    }

    /** What the form changes: nothing of what was left as it is. */
    List<Amendment> amendments() {
        var amendments = new ArrayList<Amendment>();
        theme.settings().forEach(setting -> {
            var at = List.of(setting.name());
            if (typed(setting, "default").isPresent()) amendments.add(new Amendment.Remove(at));
            else wanted(setting, at, amendments);
        });
        return amendments;
    }

    private void wanted(ThemeSetting setting, List<String> at, List<Amendment> amendments) {
        if (setting.value() instanceof ThemeValue.Color(var light, var dark)) {
            color(setting, light, dark, amendments);
            return;
        }
        var value = typed(setting, "value");
        Optional<Node> node = switch (setting.value()) {
            case ThemeValue.Flag(var on) -> value.isPresent() == on ? Optional.empty() : Optional.of(Changes.scalar(String.valueOf(!on)));
            case ThemeValue.Font(var families, var file) -> font(setting, String.join(", ", families), file.orElse(""));
            case ThemeValue.Words(var text) -> words(setting, text);
            case ThemeValue.Image(var path) -> sent(setting).map(upload -> "files/" + name(upload)).or(() -> value).filter(typed -> !typed.equals(path)).map(Changes::scalar);
            case ThemeValue now -> value.filter(typed -> !typed.equals(shown(now, Locale.ROOT))).map(Changes::scalar);
        };
        node.ifPresent(wanted -> amendments.add(new Amendment.Put(at, wanted)));
    }

    /** Of a pair the one that is not changed stays unsaid. */
    private void color(ThemeSetting setting, String light, String dark, List<Amendment> amendments) {
        var newLight = typed(setting, "light").orElse(light);
        var newDark = typed(setting, "dark").orElse(dark);
        if (newLight.equals(light) && newDark.equals(dark)) return;
        if (written.get(setting.name()).filter(Node.Scalar.class::isInstance).isPresent()) {
            amendments.add(new Amendment.Put(List.of(setting.name()), newLight.equals(newDark) ? Changes.scalar(newLight) : mapping("light", newLight, "dark", newDark)));
            return;
        }
        if (!newLight.equals(light)) amendments.add(new Amendment.Put(List.of(setting.name(), "light"), Changes.scalar(newLight)));
        if (!newDark.equals(dark)) amendments.add(new Amendment.Put(List.of(setting.name(), "dark"), Changes.scalar(newDark)));
    }

    private Optional<Node> font(ThemeSetting setting, String families, String file) {
        var newFamilies = typed(setting, "family").orElse(families);
        var newFile = typed(setting, "file").orElse(file);
        if (newFamilies.equals(families) && newFile.equals(file)) return Optional.empty();
        return Optional.of(newFile.isEmpty() ? Changes.scalar(newFamilies) : mapping("family", newFamilies, "file", newFile));
    }

    private Optional<Node> words(ThemeSetting setting, Text text) {
        if (!labels(setting).sent()) return Optional.empty();
        var now = said(text);
        return Optional.of(labels(setting).typed(Optional.of(now)).orElse(Changes.scalar(""))).filter(wanted -> !wanted.equals(now));
    }

    private Labels labels(ThemeSetting setting) {
        return new Labels(request, "set." + setting.name());
    }

    /** A text as a document says it. */
    private static Node said(Text text) {
        if (text.byLanguage().keySet().equals(Set.of(""))) return Changes.scalar(text.byLanguage().get(""));
        var entries = new LinkedHashMap<String, Node>();
        text.byLanguage().forEach((tag, one) -> entries.put(tag, Changes.scalar(one)));
        return new Node.Mapping(Position.start(""), entries);
    }

    /** Pictures that were sent with the form, by the path below the site at which each is to lie. */
    Map<String, Upload> uploads() {
        var uploads = new TreeMap<String, Upload>();
        theme.settings().forEach(setting -> sent(setting).ifPresent(upload -> uploads.put("files/" + name(upload), upload)));
        return uploads;
    }

    private Optional<Upload> sent(ThemeSetting setting) {
        return setting.kind() instanceof Kind.Image ? request.file("upload." + setting.name()) : Optional.empty();
    }

    private static String name(Upload upload) {
        var name = upload.name().replace('\\', '/');
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private static Node mapping(String key, String value, String other, String otherValue) {
        var entries = new LinkedHashMap<String, Node>();
        entries.put(key, Changes.scalar(value));
        entries.put(other, Changes.scalar(otherValue));
        return new Node.Mapping(Position.start(""), entries);
    }

    /** Which theme says what each setting is, by its name for people: the nearest that sets or declares it. */
    static Map<String, String> origins(Desk desk, SiteTheme theme) {
        var origins = new TreeMap<String, String>();
        var lineage = new ArrayList<>(List.of(theme.name()));
        lineage.addAll(theme.parents());
        for (var name : lineage) {
            var path = "themes/" + name + "/theme.yml";
            desk.file(path).flatMap(Desk::text).ifPresent(text -> {
                var fields = desk.editing().read(path, text).fields();
                for (var key : List.of("values", "settings")) {
                    if (fields.get(key).orElse(null) instanceof Node.Mapping said) said.entries().keySet().forEach(setting -> origins.putIfAbsent(setting, name));
                }
            });
        }
        return origins;
    }
}
