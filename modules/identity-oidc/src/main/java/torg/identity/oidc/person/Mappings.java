package torg.identity.oidc.person;

import java.util.List;
import java.util.Optional;

/** What the site says of providers, in the order of its documents. */
public record Mappings(List<Mapping> all) {
    public Mappings {
        all = List.copyOf(all);
    }

    public Optional<Mapping> of(String provider) {
        return all.stream().filter(mapping -> mapping.provider().equals(provider)).findFirst();
    }
}
