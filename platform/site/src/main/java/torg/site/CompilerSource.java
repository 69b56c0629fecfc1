package torg.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.SiteSettings;
import torg.spi.site.SiteSource;

/** A site in the making as one compiler sees it. Notes what the compiler looked at: as long as that is the same, so is its part. */
final class CompilerSource implements SiteSource {
    private final Ingredients ingredients;
    private final Set<Class<?>> needs;
    private final Map<Ingredients.Look, Object> seen = new HashMap<>();

    CompilerSource(Ingredients ingredients, Set<Class<?>> needs) {
        this.ingredients = ingredients;
        this.needs = needs;
    }

    /** Everything looked at so far, with what was seen. */
    Map<Ingredients.Look, Object> seen() {
        return Map.copyOf(seen);
    }

    /** Tags of the site's languages. */
    Set<String> languages() {
        var look = new Ingredients.Languages();
        return note(look, look.at(ingredients));
    }

    @Override
    public SiteSettings settings() {
        return note(new Ingredients.Settings(), ingredients.settings());
    }

    @Override
    public List<Document> documents(String folder) {
        var look = new Ingredients.Folder(folder);
        return note(look, look.at(ingredients));
    }

    @Override
    public Map<String, ContentFile> files() {
        return note(new Ingredients.Files(), ingredients.files());
    }

    @Override
    public boolean proposed() {
        return ingredients.proposed();
    }

    @Override
    public <T> T part(Class<T> type) {
        if (!needs.contains(type)) throw new IllegalArgumentException("a compiler that asks for the part " + type.getSimpleName()
                + " has to name it in needs()");
        return type.cast(note(new Ingredients.Part(type), ingredients.parts().get(type)));
    }

    private <V> V note(Ingredients.Look look, V value) {
        seen.put(look, value);
        return value;
    }
}
