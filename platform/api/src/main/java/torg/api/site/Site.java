package torg.api.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * Everything a customizer edits, checked and compiled, at one moment. Immutable: a request reads it once and sees one version throughout.
 *
 * @param name the folder's name, {@code customer-portal}
 * @param version grows by one with each swap since the start
 * @param settings what {@code site.yml} says
 * @param documents all documents of the site as they are written, sorted by path
 * @param files by path: files that are no documents (web files below {@code files/}, and all of the theme's files as {@code theme/...})
 * @param parts what compilers made of them, by class
 */
public record Site(
        String name,
        long version,
        SiteSettings settings,
        List<Document> documents,
        Map<String, ContentFile> files,
        Map<Class<?>, Object> parts) {
    public Site {
        documents = List.copyOf(documents);
        files = Map.copyOf(files);
        parts = Map.copyOf(parts);
    }

    /** Where a document or file of the site lies in the content stores: {@code pages/orders.md} is {@code content/<site>/pages/orders.md}. */
    public String path(String belowSite) {
        return "content/" + name + "/" + belowSite;
    }

    /** What the compiler of this type made; empty while its module is away. */
    public <T> Optional<T> part(Class<T> type) {
        return Optional.ofNullable(type.cast(parts.get(type)));
    }

    /**
     * What the compiler of this type made.
     *
     * @throws TorgException BUSY {@code site.part-missing} while its module is away
     */
    public <T> T require(Class<T> type) {
        return part(type).orElseThrow(() ->
                TorgException.of(ProblemKind.BUSY, "site.part-missing", "the part of the site that describes " + type.getSimpleName() + " is not there yet"));
    }
}
