package torg.mustache;

/**
 * A template as its author wrote it.
 *
 * @param name without ending, {@code components/list}
 * @param path for people
 * @param text Mustache
 * @param own whether it is the theme's; otherwise a module's default
 */
record Source(String name, String path, String text, boolean own) {}
