package torg.connector.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.Deadline;
import torg.connector.dynamics.BatchBody.Operation;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Correction;
import torg.spi.sync.Connector.Extent;
import torg.spi.sync.Connector.Revision;

/** Changes a document that is there: its head and its lines in one atomic change set, each record only while it is as it was read. */
record Revising(DynamicsConnector connector, Urls urls, Http http) {
    private static final Logger LOG = LoggerFactory.getLogger(Revising.class);

    Answer<Map<String, Object>> revise(Revision revision, Deadline deadline) {
        var correcting = new Correcting(connector, urls, http);
        var lines = revision.lines();
        var operations = new ArrayList<Operation>();
        var heads = revision.head().fields().isEmpty() ? Stream.<Correction>empty() : Stream.of(revision.head());
        for (var correction : Stream.concat(heads, lines.changed().stream()).toList()) {
            var prepared = correcting.operation(correction, connector.entity(correction.entity(), deadline), deadline);
            if (!(prepared instanceof Answer.Done<Operation>(var operation))) return DynamicsConnector.failed(prepared);
            operations.add(operation);
        }
        var entity = connector.entity(lines.entity(), deadline);
        // What was entered by mistake goes before what takes its place comes.
        for (var line : lines.removed()) operations.add(new Operation("DELETE", urls.one(lines.entity(), entity, connector.literals(), line), Optional.of("*"), Optional.empty()));
        for (var line : lines.added()) operations.add(Operation.insert(urls.set(lines.entity()), connector.body(lines.entity(), entity, line)));
        try {
            var reply = http.postBatch(urls.batch(), new BatchBody(List.copyOf(operations)), deadline);
            if (!reply.done()) return reply.failure();
        } catch (Unanswered e) {
            LOG.info("sent without an answer entity={} lines={}", lines.entity(), operations.size(), e);
            return new Answer.Unknown<>(Extent.ALL, e.getMessage());
        }
        return correcting.afterwards(revision.head(), connector.entity(revision.head().entity(), deadline), deadline);
    }
}
