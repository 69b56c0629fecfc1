package torg.api.file;

/**
 * What a row says of a file: the value of a cell of a {@link torg.api.table.ColumnType#FILE} column. The bytes are read with {@link torg.api.table.Tables#file}, and
 * written by giving the cell an {@link Upload}.
 *
 * @param name as people know it: 1 to 150 characters without folders, control characters and what turns the order of writing
 * @param mediaType one of the column's, {@code application/pdf}
 * @param size in bytes, 1 at least
 * @param digest SHA-256 of the bytes, 64 digits in lower-case hexadecimal
 */
public record StoredFile(String name, String mediaType, long size, String digest) {
    /** The name: what {@code Row.text} says of the cell. */
    @Override
    public String toString() {
        return name;
    }
}
