package torg.api.site;

/**
 * A place in a document, for people to look at.
 *
 * @param path of the document in its content store, {@code content/customer-portal/lists/orders.yml}
 * @param line from 1
 * @param column from 1
 */
public record Position(String path, int line, int column) {
    /** The beginning of a document. */
    public static Position start(String path) {
        return new Position(path, 1, 1);
    }

    @Override
    public String toString() {
        return path + ":" + line + ":" + column;
    }
}
