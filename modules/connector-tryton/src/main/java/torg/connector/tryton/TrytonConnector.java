package torg.connector.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
 * Tryton through its JSON-RPC. An entity is a model, {@code sale.sale}; a field may be a path over its records, {@code party.code}. A document is made with
 * its lines in one call, which Tryton does whole or not at all.
 */
@Component(service = Connector.class, configurationPid = "torg.connector.tryton", configurationPolicy = ConfigurationPolicy.REQUIRE, property = "torg.idle:Boolean=true")
@Designate(ocd = TrytonSettings.class)
public final class TrytonConnector implements Connector {
    private static final Logger LOG = LoggerFactory.getLogger(TrytonConnector.class);
    /** How long one answer may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE = 500;
    /** The one model that a button takes from draft to quotation. */
    private static final String SALE = "sale.sale";
    private static final String DRAFT = "draft";
    private static final String QUOTATION = "quotation";
    /** Tryton hides what is not active any more; the portal has to know that it is not. */
    static final Map<String, JsonNode> ALL = Map.of("active_test", JsonNodeFactory.instance.booleanNode(false));

    private final Rpc rpc;
    private final Models models;
    private final TrytonPricing pricing;
    private final Governor.Limits limits;
    private final int page;
    private final boolean quotes;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /** @throws IllegalArgumentException when the settings say no state that there is */
    @Activate
    public TrytonConnector(TrytonSettings settings) {
        this(settings, PATIENCE, InstantSource.system(), PAGE);
    }

    TrytonConnector(TrytonSettings settings, Duration patience, InstantSource clock, int page) {
        if (!Set.of(DRAFT, QUOTATION).contains(settings.order$_$state()))
            throw new IllegalArgumentException("order-state of torg.connector.tryton is '" + settings.order$_$state() + "', expected draft or quotation");
        var address = URI.create(settings.url().endsWith("/") ? settings.url() : settings.url() + "/");
        this.rpc = new Rpc(new Http(address), settings.user(), settings.password(), patience, clock);
        this.models = new Models(rpc, clock);
        this.pricing = new TrytonPricing(rpc, clock);
        this.limits = Governor.Limits.set("torg.connector.tryton", settings.requests$_$per$_$second(), settings.requests$_$at$_$once());
        this.page = page;
        this.quotes = settings.order$_$state().equals(QUOTATION);
    }

    @Deactivate
    void stop() {
        rpc.close();
    }

    @Override
    public String name() {
        return "tryton";
    }

    @Override
    public Governor.Limits limits() {
        return limits;
    }

    @Override
    public void governed(Governor governor) {
        rpc.governed(governor);
    }

    @Override
    public Optional<EntityInfo> describe(String entity) {
        try {
            return models.find(entity, Deadline.in(PATIENCE)).map(Model::info);
        } catch (NotDone e) {
            throw TorgException.of(ProblemKind.UPSTREAM, "tryton.not-described", "the ERP does not describe model '" + entity + "'").causedBy(e);
        }
    }

    /** Records stand in the order of their ids, and the cursor is the last one: what is made or goes meanwhile moves no other to another page. */
    @Override
    public Answer<Batch> read(Read read) {
        var deadline = Deadline.in(PATIENCE);
        return answered(() -> {
            try {
                return page(read, deadline);
            } catch (TorgException e) {
                // A name that is not there is a refusal to read: whoever asks knows where it is written.
                throw e.kind() == ProblemKind.CONFIG ? NotDone.refused(e.code(), e.getMessage()) : e;
            }
        });
    }

    private Batch page(Read read, Deadline deadline) {
        var model = models.get(read.entity(), deadline);
        var wanted = read.fields().stream().map(name -> FieldPath.of(name).path());
        Stream.of(wanted, read.where().keySet().stream(), read.keys().keySet().stream()).flatMap(names -> names).forEach(name -> models.field(model, name, deadline));
        var domain = JsonNodeFactory.instance.arrayNode();
        read.where().forEach((field, value) -> domain.add(Values.list(field, "=", Values.json(models.field(model, field, deadline).type(), value))));
        read.keys().forEach((field, keys) -> domain.add(Values.list(field, "in", known(models.field(model, field, deadline).type(), keys))));
        read.cursor().ifPresent(last -> domain.add(Values.list("id", ">", Long.parseLong(last))));
        var records = records(model, domain, read.fields(), page, deadline);
        var cursor = records.size() < page ? Optional.<String>empty() : Optional.of(records.getLast().get("id").asText());
        var fields = read.fields().isEmpty() ? model.plain() : read.fields();
        return new Batch(records.stream().map(record -> plain(record, fields)).toList(), cursor);
    }

    /** What cannot be of a field's type is nobody's key. */
    static JsonNode known(String type, List<String> keys) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var key : keys) {
            try {
                list.add(Values.json(type, key));
            } catch (IllegalArgumentException e) {
                LOG.debug("no key type={}", type, e);
            }
        }
        return list;
    }

    private List<JsonNode> records(Model model, ArrayNode domain, List<String> fields, int most, Deadline deadline) {
        var order = Values.list(Values.list("id", "ASC"));
        var wanted = Values.texts(fields.isEmpty() ? model.plain() : fields.stream().map(name -> FieldPath.of(name).path()).toList());
        var answer = rpc.ask("model." + model.name() + ".search_read", deadline, ALL, domain, Values.json("integer", 0), Values.json("integer", most), order, wanted);
        var records = new ArrayList<JsonNode>();
        answer.forEach(records::add);
        return records;
    }

    private static Map<String, Object> plain(JsonNode record, List<String> fields) {
        var values = new HashMap<String, Object>();
        fields.forEach(field -> FieldPath.of(field).in(record).ifPresent(value -> values.put(field, value)));
        return values;
    }

    /** A document is there with all its lines: it was made so. What people take out of it afterwards is out. */
    @Override
    public Answer<Extent> find(Outgoing document) {
        return answered(() -> byReference(document, Deadline.in(PATIENCE)).isPresent() ? Extent.ALL : Extent.NOTHING);
    }

    @Override
    public Answer<Map<String, Object>> create(Outgoing document) {
        var deadline = Deadline.in(LONGEST_CREATE);
        return answered(() -> {
            // Two at once would both find nothing: Tryton takes a reference twice.
            if (!underWay.add(document.reference())) throw new NotDone(new Answer.Later<>(Duration.ZERO, "it is being sent at this moment"));
            try {
                var id = byReference(document, deadline).orElseGet(() -> make(document, deadline));
                if (quotes && document.entity().equals(SALE)) quote(document, id, deadline);
                var model = models.get(document.entity(), deadline);
                var fields = document.wanted().isEmpty() ? model.plain() : document.wanted();
                return byId(model, id, fields, deadline).map(record -> plain(record, fields))
                        .orElseThrow(() -> TorgException.of(ProblemKind.UPSTREAM, "tryton.gone", "what the ERP made is not there any more"));
            } finally {
                underWay.remove(document.reference());
            }
        });
    }

    private long make(Outgoing document, Deadline deadline) {
        var draft = new Drafts(rpc, models, deadline).of(document);
        return rpc.tell("model." + document.entity() + ".create", deadline, Values.list(draft)).path(0).longValue();
    }

    /** Tryton does nothing, and says nothing, when a button is pressed in another state than its own: the state itself tells. */
    private void quote(Outgoing document, long id, Deadline deadline) {
        if (!isDraft(id, deadline)) return;
        try {
            rpc.tell("model.sale.sale.quote", deadline, Values.list(id));
        } catch (NotDone e) {
            if (e.<Object>answer() instanceof Answer.Refused<Object>) takeBack(document, id, deadline);
            throw e;
        }
        if (isDraft(id, deadline)) throw TorgException.of(ProblemKind.UPSTREAM, "tryton.still-draft", "the ERP left the sale a draft");
    }

    private boolean isDraft(long id, Deadline deadline) {
        return byId(models.get(SALE, deadline), id, List.of("state"), deadline).filter(record -> record.path("state").asText().equals(DRAFT)).isPresent();
    }

    /** A draft of what is refused would be worked on one day. It loses the reference first: what is left of it when this breaks off is not the document that is sent again. */
    private void takeBack(Outgoing document, long id, Deadline deadline) {
        try {
            rpc.tell("model.sale.sale.write", deadline, Values.list(id), JsonNodeFactory.instance.objectNode().putNull(document.referenceField()));
            rpc.tell("model.sale.sale.cancel", deadline, Values.list(id));
            rpc.tell("model.sale.sale.delete", deadline, Values.list(id));
        } catch (NotDone | TorgException e) {
            LOG.warn("a refused sale is left in the ERP id={}", id, e);
        }
    }

    private Optional<JsonNode> byId(Model model, long id, List<String> fields, Deadline deadline) {
        var domain = JsonNodeFactory.instance.arrayNode().add(Values.list("id", "=", id));
        return records(model, domain, fields, 1, deadline).stream().findFirst();
    }

    /** @throws NotDone Refused when only documents that are not ours carry the reference: people type references too */
    private Optional<Long> byReference(Outgoing document, Deadline deadline) {
        var model = models.get(document.entity(), deadline);
        document.same().forEach(field -> models.field(model, field, deadline));
        var domain = JsonNodeFactory.instance.arrayNode().add(Values.list(document.referenceField(), "=", document.reference()));
        var records = records(model, domain, Stream.concat(Stream.of("id"), document.same().stream()).toList(), PAGE, deadline);
        var ours = records.stream().filter(record -> document.same().stream().allMatch(field -> isSame(Values.at(record, field), document.head().get(field)))).findFirst();
        if (ours.isEmpty() && !records.isEmpty())
            throw NotDone.refused("tryton.reference-taken", "The seller's system already has another document with the reference " + document.reference());
        return ours.map(record -> record.get("id").longValue());
    }

    private static boolean isSame(Optional<Object> there, Object sent) {
        return there.map(Object::toString).orElse("").equals(sent == null ? "" : sent.toString());
    }

    @Override
    public Optional<Duration> clockAhead() {
        return rpc.serverClock().ahead();
    }

    @Override
    public Optional<Printouts> printouts() {
        return Optional.of(new TrytonReports(rpc, models));
    }

    @Override
    public Optional<LiveQuestions> questions() {
        return Optional.of(pricing);
    }

    @Override
    public Optional<CreditQuestions> credit() {
        return Optional.of(new TrytonCredit(rpc, models));
    }

    static <T> Answer<T> answered(Supplier<T> work) {
        try {
            return new Answer.Done<>(work.get());
        } catch (NotDone e) {
            return e.answer();
        }
    }
}
