package torg.api.site;

import java.time.Instant;

/**
 * What somebody wrote for a file and has not published: the site knows nothing of it. Each author has one of a file at the most.
 *
 * @param author whose it is
 * @param path of the file in the content stores
 * @param version changes whenever the draft is kept anew; short text
 * @param at when it was kept last
 * @param change what would become of the file, and which version of it was published when the draft was begun
 */
public record Draft(Edit.Author author, String path, String version, Instant at, Edit.Change change) {}
