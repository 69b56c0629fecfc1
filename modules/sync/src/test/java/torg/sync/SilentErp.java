package torg.sync;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;

/** The connector {@code small} of an ERP that has nothing and makes nothing, for tests of what a connector may be asked besides. */
public class SilentErp implements Connector {
    @Override
    public String name() {
        return "small";
    }

    @Override
    public Optional<EntityInfo> describe(String entity) {
        return Optional.empty();
    }

    @Override
    public Answer<Batch> read(Read read) {
        return new Answer.Done<>(new Batch(List.of(), Optional.empty()));
    }

    @Override
    public Answer<Extent> find(Outgoing document) {
        return new Answer.Done<>(Extent.NOTHING);
    }

    @Override
    public Answer<Map<String, Object>> create(Outgoing document) {
        return new Answer.Refused<>("small.no", "it makes nothing");
    }
}
