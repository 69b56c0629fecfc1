package torg.connector.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.file.MediaType;
import torg.api.problem.Deadline;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Printouts;

/**
 * Tryton's reports: what it prints of one record, {@code account.invoice}. Of a posted invoice Tryton itself keeps the file, so it is the same each time. Without LibreOffice on
 * its server Tryton makes files of the kind that its templates are (ODT), and no PDF.
 */
final class TrytonReports implements Printouts {
    private static final JsonNode ALL = JsonNodeFactory.instance.nullNode();
    private final Rpc rpc;
    private final Models models;

    TrytonReports(Rpc rpc, Models models) {
        this.rpc = rpc;
        this.models = models;
    }

    @Override
    public Answer<Optional<Printout>> fetch(Wanted wanted) {
        var deadline = Deadline.in(LONGEST);
        return TrytonConnector.answered(() -> record(wanted, deadline).map(record -> print(wanted.kind(), record, deadline)));
    }

    /** @param model whose records are printed */
    private record Printed(String model, long id) {}

    private Optional<Printed> record(Wanted wanted, Deadline deadline) {
        var model = models.get(model(wanted.kind(), deadline), deadline);
        var domain = JsonNodeFactory.instance.arrayNode();
        wanted.where().forEach((field, value) -> domain.add(Values.list(field, "=", Values.json(models.field(model, field, deadline).type(), value))));
        wanted.among().forEach((field, values) -> domain.add(Values.list(field, "in", TrytonConnector.known(models.field(model, field, deadline).type(), values))));
        var ids = rpc.ask("model." + model.name() + ".search", deadline, Map.of(), domain, Values.json("integer", 0), Values.json("integer", 2), ALL);
        if (ids.size() > 1) throw NotDone.refused("tryton.many-records", "more than one record of model '" + model.name() + "' is meant");
        return ids.isEmpty() ? Optional.empty() : Optional.of(new Printed(model.name(), ids.get(0).longValue()));
    }

    private String model(String report, Deadline deadline) {
        var reports = rpc.ask("model.ir.action.report.search_read", deadline, Map.of(), Values.list(Values.list("report_name", "=", report)), Values.json("integer", 0), Values.json("integer", 1), ALL, Values.texts(List.of("model")));
        if (reports.isEmpty()) throw TorgException.of(ProblemKind.CONFIG, "tryton.no-report", "the ERP has no report '" + report + "'").help("correct 'kind' of the map's printout");
        return reports.get(0).path("model").asText();
    }

    /** Its answer is how the file's name ends, the file, whether a printer is to have it at once, and a title. */
    private Printout print(String report, Printed record, Deadline deadline) {
        var data = Values.object(Map.of("model", Values.json("char", record.model), "ids", Values.list(record.id), "id", Values.json("integer", record.id)));
        var printed = rpc.ask("report." + report + ".execute", deadline, Map.of(), Values.list(record.id), data);
        var type = MediaType.ofEnding(printed.path(0).asText())
                .orElseThrow(() -> TorgException.of(ProblemKind.UPSTREAM, "tryton.no-printout", "the ERP printed a file of the kind '" + printed.path(0).asText() + "'"));
        // Tryton breaks it into lines. Whoever hands it on looks whether it is what it says.
        var bytes = Base64.getMimeDecoder().decode(printed.path(1).path("base64").asText());
        return new Printout(type, () -> new ByteArrayInputStream(bytes));
    }
}
