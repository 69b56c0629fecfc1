package torg.studio.file;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.health.HouseHealth;
import torg.api.health.Status;
import torg.studio.desk.Desk;

/**
 * What {@code /health} says is not well beside documents that are wrong, such as a template that fails while it is painted. Administrators are told all of it, others what names a file that they
 * may change.
 *
 * @param path of the file that it names, if the caller may change it
 */
record Report(Status status, Optional<String> path) {
    /** The check that tells of documents, which stand there one by one. */
    private static final String DOCUMENTS = "site";
    private static final Pattern PLACE = Pattern.compile("(?<![^\\s'])((?:content|themes)/[^\\s:']+):\\d+");

    static List<Report> of(HouseHealth health, Desk desk) {
        return health.checks().entrySet().stream().filter(check -> check.getValue().level() != Status.Level.OK && !check.getKey().equals(DOCUMENTS))
                .map(check -> new Report(check.getValue(), place(check.getValue().message()).filter(desk::reaches))).filter(report -> desk.rights().all() || report.path().isPresent()).toList();
    }

    private static Optional<String> place(String message) {
        return PLACE.matcher(message).results().map(found -> found.group(1)).findFirst();
    }
}
