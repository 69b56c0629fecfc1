package torg.api.site;

/**
 * A document as its author wrote it, parsed but not yet understood.
 *
 * @param path in the content store, {@code content/customer-portal/pages/terms.nb.md}; slashes, no leading slash
 * @param folder first folder below the site: {@code pages}, {@code tables}, {@code maps}; empty for documents of the site's root
 * @param name path below that folder without ending and language: {@code terms}, {@code orders/new}
 * @param language tag before the ending ({@code nb}), or empty
 * @param type the ending: {@code yml}, {@code md}, {@code html}
 * @param fields a YAML document's content, or the front matter of the others; empty when there is none
 * @param body what follows the front matter; empty for YAML
 * @param bodyLine the line of the file on which the body starts, from 1
 */
public record Document(String path, String folder, String name, String language, String type, Node.Mapping fields, String body, int bodyLine) {}
