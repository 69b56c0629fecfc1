package torg.site;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.SiteSettings;

/**
 * What parts of a site are made of.
 *
 * @param proposed whether nothing of it is kept; no compiler's look, since a part that is in force is good for a proposal too
 * @param folders documents by folder, sorted by path
 * @param parts those made so far
 */
record Ingredients(boolean proposed, SiteSettings settings, Map<String, List<Document>> folders, Map<String, ContentFile> files, Map<Class<?>, Object> parts) {

    /** Something a compiler can look at. */
    sealed interface Look {
        /** What is seen there. */
        Object at(Ingredients ingredients);
    }

    /** A look at what {@code site.yml} says. */
    record Settings() implements Look {
        @Override
        public SiteSettings at(Ingredients ingredients) {
            return ingredients.settings;
        }
    }

    /** A look at the languages that texts may be in. */
    record Languages() implements Look {
        @Override
        public Set<String> at(Ingredients ingredients) {
            return ingredients.settings.locales().stream().map(Locale::toLanguageTag).collect(Collectors.toUnmodifiableSet());
        }
    }

    /** A look at the documents of a folder. */
    record Folder(String name) implements Look {
        @Override
        public List<Document> at(Ingredients ingredients) {
            return ingredients.folders.getOrDefault(name, List.of());
        }
    }

    /** A look at the files. */
    record Files() implements Look {
        @Override
        public Map<String, ContentFile> at(Ingredients ingredients) {
            return ingredients.files;
        }
    }

    /** A look at a part made before. */
    record Part(Class<?> type) implements Look {
        @Override
        public Object at(Ingredients ingredients) {
            return ingredients.parts.get(type);
        }
    }
}
