package torg.api.site;

import java.time.Instant;

/**
 * A state of a file, as a content store remembers it.
 *
 * @param id of this state in its store; short text, of letters and digits
 * @param at when it was made
 * @param author who made it, for people; empty when nobody knows, as for what was saved into a folder
 * @param message what for; may be empty
 * @param gone whether the file went with it
 */
public record Revision(String id, Instant at, String author, String message, boolean gone) {}
