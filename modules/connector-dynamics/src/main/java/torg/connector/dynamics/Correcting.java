package torg.connector.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.Deadline;
import torg.spi.sync.Connector.Correction;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.EntityInfo;
import torg.spi.sync.Connector.Extent;

/** Gives a record other values: looks whether it is still as it was read, then changes just that version of it. */
record Correcting(DynamicsConnector connector, Urls urls, Http http) {
    private static final Logger LOG = LoggerFactory.getLogger(Correcting.class);

    Answer<Map<String, Object>> change(Correction correction, Deadline deadline) {
        var entity = connector.entity(correction.entity(), deadline);
        var prepared = operation(correction, entity, deadline);
        if (!(prepared instanceof Answer.Done<BatchBody.Operation>(var patch))) return DynamicsConnector.failed(prepared);
        try {
            var reply = http.patch(patch.address(), patch.version().orElseThrow(), patch.body().orElseThrow(), deadline);
            if (!reply.done()) return reply.failure();
        } catch (Unanswered e) {
            LOG.info("sent without an answer entity={} fields={}", correction.entity(), correction.fields().keySet(), e);
            return new Answer.Unknown<>(Extent.ALL, e.getMessage());
        }
        return afterwards(correction, entity, deadline);
    }

    /** What changes just the version of the record that is as it was read; an answer that is none where it is not. */
    Answer<BatchBody.Operation> operation(Correction correction, EntityInfo entity, Deadline deadline) {
        var body = new LinkedHashMap<String, Object>();
        for (var field : correction.fields().entrySet()) {
            var value = field.getValue().<Object>map(given -> connector.literals().inBody(correction.entity(), entity, field.getKey(), given)).or(() -> connector.literals().none(correction.entity(), entity, field.getKey()));
            if (value.isEmpty()) return new Answer.Refused<>("dynamics.no-empty-value", "the field '" + field.getKey() + "' cannot be without a value");
            body.put(field.getKey(), value.get());
        }
        var there = new ArrayList<JsonNode>();
        var read = now(correction, entity, there, deadline);
        if (!read.done()) return read.failure();
        if (there.isEmpty()) return new Answer.Refused<>("dynamics.gone", "The seller's system no longer has it");
        var now = connector.record(entity, there.getFirst());
        if (!correction.fields().keySet().stream().allMatch(field -> Objects.equals(now.get(field), correction.record().get(field)))) return new Answer.Later<>(Duration.ZERO, "somebody else changed it in the ERP at the same time");
        return new Answer.Done<>(new BatchBody.Operation("PATCH", urls.one(correction.entity(), entity, connector.literals(), correction.record()), Optional.of(there.getFirst().path("@odata.etag").asText("*")), Optional.of(body)));
    }

    /** What the ERP made of it, which is not always what it was sent. */
    Answer<Map<String, Object>> afterwards(Correction correction, EntityInfo entity, Deadline deadline) {
        var there = new ArrayList<JsonNode>();
        var read = now(correction, entity, there, deadline);
        if (!read.done()) return read.failure();
        return there.isEmpty() ? new Answer.Refused<>("dynamics.gone", "The seller's system no longer has it") : new Answer.Done<>(connector.record(entity, there.getFirst()));
    }

    /** The one record with that key; a set is asked, for a record that is asked for by its address comes in another shape. */
    private Reply now(Correction correction, EntityInfo entity, List<JsonNode> found, Deadline deadline) {
        var key = new HashMap<String, Object>();
        entity.key().forEach(field -> Optional.ofNullable(correction.record().get(field)).ifPresent(value -> key.put(field, value)));
        return http.page(urls.query(correction.entity(), entity, connector.literals(), List.of(), key, Map.of()), deadline, found::add);
    }
}
