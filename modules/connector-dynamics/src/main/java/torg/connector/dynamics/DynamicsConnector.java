package torg.connector.dynamics;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector;
import torg.spi.sync.CreditQuestions;
import torg.spi.sync.Governor;
import torg.spi.sync.LiveQuestions;
import torg.spi.sync.Printouts;

/**
 * Dynamics 365 Finance and Operations through its OData endpoint. A document is made in two steps that can both be repeated: the head, found again by
 * the portal's own number, then all lines that are not there yet in one atomic change set.
 */
@Component(service = {Connector.class, DynamicsConnector.class}, configurationPid = "torg.connector.dynamics", configurationPolicy = ConfigurationPolicy.REQUIRE, property = "torg.idle:Boolean=true")
@Designate(ocd = DynamicsSettings.class)
public final class DynamicsConnector implements Connector {
    private static final Logger LOG = LoggerFactory.getLogger(DynamicsConnector.class);
    /** How long one answer may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Far more than one document can have. */
    private static final int MOST_PAGES = 1_000;

    private final Urls urls;
    private final Http http;
    private final List<Runnable> wakers = new CopyOnWriteArrayList<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Descriptions descriptions;
    private final Governor.Limits limits;

    @Activate
    public DynamicsConnector(DynamicsSettings settings) {
        this(settings, PATIENCE, InstantSource.system());
    }

    DynamicsConnector(DynamicsSettings settings, Duration patience, InstantSource clock) {
        var root = URI.create(settings.url().endsWith("/") ? settings.url() : settings.url() + "/");
        this.urls = new Urls(root);
        this.http = new Http(settings.token$_$url().isBlank()
                ? Optional::empty
                : new ClientCredentials(URI.create(settings.token$_$url()), settings.client$_$id(), settings.client$_$secret(), root, patience), patience);
        this.limits = Governor.Limits.set("torg.connector.dynamics", settings.requests$_$per$_$second(), settings.requests$_$at$_$once());
        this.descriptions = new Descriptions(http, urls.metadata(), clock);
        descriptions.expect(Agreements.ENTITIES);
    }

    @Deactivate
    void stop() {
        http.close();
    }

    @Override
    public String name() {
        return "dynamics";
    }

    @Override
    public Governor.Limits limits() {
        return limits;
    }

    @Override
    public void governed(Governor governor) {
        http.governed(governor);
    }

    @Override
    public void expect(Set<String> entities) {
        descriptions.expect(entities);
    }

    @Override
    public Optional<EntityInfo> describe(String entity) {
        return descriptions.entity(entity, Deadline.in(Descriptions.LONGEST));
    }

    @Override
    public Answer<Batch> read(Read read) {
        return read(read, Deadline.in(PATIENCE));
    }

    @Override
    public Answer<Extent> find(Outgoing document) {
        var deadline = Deadline.in(PATIENCE);
        var found = byReference(document, deadline);
        if (!(found instanceof Answer.Done<Optional<Map<String, Object>>>(var head))) return failed(found);
        if (head.isEmpty()) return new Answer.Done<>(Extent.NOTHING);
        if (document.parts().isEmpty()) return new Answer.Done<>(Extent.ALL);
        var missing = missing(document, head.get(), deadline);
        if (!(missing instanceof Answer.Done<List<Map<String, Object>>>(var lines))) return failed(missing);
        return new Answer.Done<>(lines.isEmpty() ? Extent.ALL : Extent.HEAD);
    }

    @Override
    public Answer<Map<String, Object>> create(Outgoing document) {
        // Two at once would both find nothing.
        if (!underWay.add(document.reference())) return new Answer.Later<>(Duration.ZERO, "it is being sent at this moment");
        try {
            return createAlone(document);
        } finally {
            underWay.remove(document.reference());
        }
    }

    private Answer<Map<String, Object>> createAlone(Outgoing document) {
        var deadline = Deadline.in(LONGEST_CREATE);
        // Whatever has to be learnt about them first counts as well; afterwards they are known.
        entity(document.entity(), deadline);
        document.parts().ifPresent(parts -> entity(parts.entity(), deadline));
        return switch (head(document, deadline)) {
            case Answer.Done<Map<String, Object>> made -> document.parts().isEmpty() ? made : withLines(document, made.value(), deadline);
            case Answer<Map<String, Object>> other -> other;
        };
    }

    @Override
    public Answer<Map<String, Object>> change(Correction correction) {
        return new Correcting(this, urls, http).change(correction, Deadline.in(LONGEST_CREATE));
    }

    @Override
    public Answer<Map<String, Object>> revise(Revision revision) {
        return new Revising(this, urls, http).revise(revision, Deadline.in(LONGEST_CREATE));
    }

    @Override
    public Answer<Boolean> delete(Removal removal) {
        try {
            var reply = http.delete(urls.one(removal.entity(), entity(removal.entity()), literals(), removal.record()), Deadline.in(LONGEST_CREATE));
            return reply.done() || reply.notFound() ? new Answer.Done<>(true) : reply.failure();
        } catch (Unanswered e) {
            LOG.info("sent without an answer entity={}", removal.entity(), e);
            return new Answer.Unknown<>(Extent.ALL, e.getMessage());
        }
    }

    @Override
    public Optional<Duration> clockAhead() {
        return http.serverClock().ahead();
    }

    @Override
    public Watch onWake(Runnable wake) {
        wakers.add(wake);
        return () -> wakers.remove(wake);
    }

    /** Something changed over there, says the ERP. */
    void wake() {
        wakers.forEach(Runnable::run);
    }

    /** The same within a time of the caller's. */
    Answer<Batch> read(Read read, Deadline deadline) {
        return read(read, deadline, Reply::unread);
    }

    @Override
    public Optional<Printouts> printouts() {
        return Optional.of(new Attachments(this));
    }

    @Override
    public Optional<LiveQuestions> questions() {
        return Optional.of(new Agreements(this));
    }

    @Override
    public Optional<CreditQuestions> credit() {
        return Optional.of(new CustomerCredit(this));
    }

    private Answer<Batch> read(Read read, Deadline deadline, Function<Reply, Answer<Batch>> failure) {
        var entity = entity(read.entity());
        var address = read.cursor().map(urls::next)
                .orElseGet(() -> urls.query(read.entity(), entity, literals(), read.fields(), read.where(), read.keys()));
        var records = new ArrayList<Map<String, Object>>();
        var reply = http.page(address, deadline, record -> records.add(record(entity, record)));
        if (!reply.done()) return failure.apply(reply);
        return new Answer.Done<>(new Batch(records, Optional.ofNullable(reply.body().path("@odata.nextLink").textValue())));
    }

    /** Every page: a line that is there and not seen would be sent again. */
    private Answer<List<Map<String, Object>>> all(Read read, Deadline deadline) {
        var records = new ArrayList<Map<String, Object>>();
        var at = read;
        for (var page = 0; page < MOST_PAGES; page++) {
            var answer = read(at, deadline, Reply::failure);
            if (!(answer instanceof Answer.Done<Batch>(var batch))) return failed(answer);
            records.addAll(batch.records());
            if (batch.cursor().isEmpty()) return new Answer.Done<>(records);
            at = new Read(read.entity(), read.fields(), read.where(), read.keys(), batch.cursor());
        }
        throw TorgException.of(ProblemKind.UPSTREAM, "dynamics.endless", "the ERP's pages of entity '" + read.entity() + "' do not end");
    }

    /** The head as an earlier attempt left it, else a new one. */
    private Answer<Map<String, Object>> head(Outgoing document, Deadline deadline) {
        var found = byReference(document, deadline);
        if (!(found instanceof Answer.Done<Optional<Map<String, Object>>>(var there))) return failed(found);
        if (there.isPresent()) return new Answer.Done<>(there.get());
        var entity = entity(document.entity());
        var body = body(document.entity(), entity, document.head());
        body.put(document.referenceField(), document.reference());
        try {
            var reply = http.post(urls.set(document.entity()), body, deadline);
            return reply.done() ? new Answer.Done<>(record(entity, reply.body())) : reply.failure();
        } catch (Unanswered e) {
            LOG.info("sent without an answer entity={} reference={}", document.entity(), document.reference(), e);
            return new Answer.Unknown<>(Extent.HEAD, e.getMessage());
        }
    }

    private Answer<Optional<Map<String, Object>>> byReference(Outgoing document, Deadline deadline) {
        var where = new HashMap<String, Object>();
        where.put(document.referenceField(), document.reference());
        if (document.head().get("dataAreaId") instanceof String company) where.put("dataAreaId", company);
        var answer = all(new Read(document.entity(), List.of(), where, Map.of(), Optional.empty()), deadline);
        if (!(answer instanceof Answer.Done<List<Map<String, Object>>>(var records))) return failed(answer);
        var ours = records.stream().filter(record -> isSame(document, record)).findFirst();
        if (ours.isEmpty() && !records.isEmpty())
            return new Answer.Refused<>("dynamics.reference-taken", "The seller's system already has another document with the reference " + document.reference());
        return new Answer.Done<>(ours);
    }

    /** Whether a document that carries the reference is the one we made: people type references too. */
    private boolean isSame(Outgoing document, Map<String, Object> record) {
        var entity = entity(document.entity());
        return document.same().stream().allMatch(field -> sent(document, entity, field, document.head().get(field)).equals(sent(document, entity, field, record.get(field))));
    }

    private String sent(Outgoing document, EntityInfo entity, String field, Object value) {
        return value == null ? "" : literals().inBody(document.entity(), entity, field, value).toString();
    }

    private Answer<Map<String, Object>> withLines(Outgoing document, Map<String, Object> head, Deadline deadline) {
        var missing = missing(document, head, deadline);
        if (!(missing instanceof Answer.Done<List<Map<String, Object>>>(var lines))) return failed(missing);
        if (!lines.isEmpty()) {
            try {
                var reply = http.postBatch(urls.batch(), new BatchBody(lines.stream().map(line -> BatchBody.Operation.insert(urls.set(document.parts().orElseThrow().entity()), line)).toList()), deadline);
                if (!reply.done()) return lines.size() < document.parts().orElseThrow().lines().size() ? reply.failure() : withdrawn(document, head, reply.failure(), deadline);
            } catch (Unanswered e) {
                LOG.info("sent without an answer entity={} reference={}", document.parts().orElseThrow().entity(), document.reference(), e);
                return new Answer.Unknown<>(Extent.ALL, e.getMessage());
            }
        }
        // Totals are computed when the lines are in: read the head again.
        var again = byReference(document, deadline);
        return again instanceof Answer.Done<Optional<Map<String, Object>>>(var whole) ? new Answer.Done<>(whole.orElse(head)) : failed(again);
    }

    /** The ERP says no to the lines, and has none of them: a head alone would be an order of nothing, so it is taken back. */
    private Answer<Map<String, Object>> withdrawn(Outgoing document, Map<String, Object> head, Answer<Map<String, Object>> refusal, Deadline deadline) {
        if (!(refusal instanceof Answer.Refused<Map<String, Object>>)) return refusal;
        var why = "it gave no answer";
        try {
            var reply = http.delete(urls.one(document.entity(), entity(document.entity()), literals(), head), deadline);
            if (reply.done() || reply.notFound()) return refusal;
            why = "it answered " + reply.status();
        } catch (Unanswered | TorgException e) {
            LOG.debug("head not taken back entity={} reference={}", document.entity(), document.reference(), e);
        }
        LOG.warn("the ERP keeps the head of a document whose lines it refused, somebody there should delete it entity={} reference={} because={}", document.entity(), document.reference(), why);
        return refusal;
    }

    /** Lines of the document that the ERP does not have, as they are sent. */
    private Answer<List<Map<String, Object>>> missing(Outgoing document, Map<String, Object> head, Deadline deadline) {
        var parts = document.parts().orElseThrow();
        var parent = String.valueOf(head.get(parts.headKey()));
        var there = all(new Read(parts.entity(), List.of(), company(document.head()), Map.of(parts.parentField(), List.of(parent)), Optional.empty()), deadline);
        if (!(there instanceof Answer.Done<List<Map<String, Object>>>(var records))) return failed(there);
        var numbers = records.stream().map(line -> String.valueOf(line.get(parts.numberField()))).collect(Collectors.toSet());
        var entity = entity(parts.entity());
        var missing = new ArrayList<Map<String, Object>>();
        for (var line : parts.lines()) {
            if (numbers.contains(String.valueOf(line.get(parts.numberField())))) continue;
            var body = body(parts.entity(), entity, line);
            body.put(parts.parentField(), parent);
            missing.add(body);
        }
        return new Answer.Done<>(missing);
    }

    /** Only fields that are really set are sent: a default would overwrite what the ERP itself puts there. */
    Map<String, Object> body(String set, EntityInfo entity, Map<String, Object> values) {
        var body = new LinkedHashMap<String, Object>();
        values.forEach((field, value) -> body.put(field, literals().inBody(set, entity, field, value)));
        return body;
    }

    private static Map<String, Object> company(Map<String, Object> head) {
        return head.get("dataAreaId") instanceof String company ? Map.of("dataAreaId", company) : Map.of();
    }

    Map<String, Object> record(EntityInfo entity, JsonNode json) {
        var record = new HashMap<String, Object>();
        entity.fields().values().forEach(field -> literals().read(field, json.path(field.name())).ifPresent(value -> record.put(field.name(), value)));
        return record;
    }

    static <T> Answer<T> failed(Answer<?> answer) {
        return switch (answer) {
            case Answer.Refused<?>(var code, var reason) -> new Answer.Refused<>(code, reason);
            case Answer.Later<?>(var delay, var reason) -> new Answer.Later<>(delay, reason);
            case Answer.Unknown<?>(var sent, var reason) -> new Answer.Unknown<>(sent, reason);
            case Answer.Done<?> _ -> throw new IllegalStateException("a done answer is no failure");
        };
    }

    private EntityInfo entity(String set) {
        return entity(set, Deadline.in(Descriptions.LONGEST));
    }

    EntityInfo entity(String set, Deadline deadline) {
        return descriptions.entity(set, deadline).orElseThrow(() ->
                TorgException.of(ProblemKind.CONFIG, "dynamics.unknown-entity", "the ERP has no entity '" + set + "'").help("correct the entity of the table map"));
    }

    Literals literals() {
        return new Literals(descriptions.metadata());
    }
}
