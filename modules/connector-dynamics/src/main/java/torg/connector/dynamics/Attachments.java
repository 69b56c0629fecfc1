package torg.connector.dynamics;

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
import torg.spi.sync.Connector.Batch;
import torg.spi.sync.Connector.Read;
import torg.spi.sync.Printouts;

/**
 * Files that people, or the ERP where it is set up so, attach to records. No public entity prints an invoice; what has been printed and attached is read from the sets of
 * attachments, {@code SalesOrderHeaderDocumentAttachments}, which are alike in the names of these fields.
 */
final class Attachments implements Printouts {
    private static final String CONTENT = "Attachment";
    private static final String TYPE = "FileType";
    private final DynamicsConnector connector;

    Attachments(DynamicsConnector connector) {
        this.connector = connector;
    }

    @Override
    public Answer<Optional<Printout>> fetch(Wanted wanted) {
        var read = new Read(wanted.kind(), List.of(CONTENT, TYPE), Map.copyOf(wanted.where()), wanted.among(), Optional.empty());
        var answer = connector.read(read, Deadline.in(LONGEST));
        if (!(answer instanceof Answer.Done<Batch>(var batch))) return DynamicsConnector.failed(answer);
        if (batch.records().size() > 1) return new Answer.Refused<>("dynamics.many-records", "more than one record of '" + wanted.kind() + "' is meant");
        return new Answer.Done<>(batch.records().stream().findFirst().map(Attachments::printout));
    }

    private static Printout printout(Map<String, Object> attachment) {
        var ending = String.valueOf(attachment.get(TYPE));
        var type = MediaType.ofEnding(ending).orElseThrow(() -> garbled("of the kind '" + ending + "'", null));
        try {
            // OData has the letters that addresses may have (JSON format 4.01, section 7.1); not every server keeps to it.
            var bytes = Base64.getDecoder().decode(String.valueOf(attachment.getOrDefault(CONTENT, "")).replace('-', '+').replace('_', '/'));
            return new Printout(type, () -> new ByteArrayInputStream(bytes));
        } catch (IllegalArgumentException e) {
            throw garbled("that is no file", e);
        }
    }

    private static TorgException garbled(String what, Throwable cause) {
        return TorgException.of(ProblemKind.UPSTREAM, "dynamics.no-printout", "the ERP has an attachment " + what).causedBy(cause);
    }
}
