package torg.pages.document;

import java.util.List;
import torg.api.site.Problems;
import torg.api.site.Reader;

/**
 * Who may read a page, or sees an item of a menu, as {@code access} says it.
 *
 * @param open whether it says {@code public}
 * @param roles web roles, one of which is asked for; none when it says nothing or {@code public}
 */
record Access(boolean open, List<String> roles) {
    static Access of(Reader reader, Problems problems) {
        var access = reader.texts("access");
        if (access.isEmpty() && reader.has("access")) problems.error(reader.at("access"), "pages.access-empty", "'access' names nobody",
                "write public, signed-in or a list of web roles, or take it away");
        if (access.contains("public") && access.size() > 1) problems.error(reader.at("access"), "pages.access-contradicts", "'public' stands beside other roles",
                "keep 'public' alone, or remove it");
        var roles = access.stream().filter(role -> !role.equals("public")).map(role -> role.equals("signed-in") ? "authenticated" : role).distinct().toList();
        return new Access(access.equals(List.of("public")), roles);
    }
}
