package torg.table.api.ask;

/**
 * A piece of a filter.
 *
 * @param position where it begins, from 0
 */
sealed interface Token {
    int position();

    /** A name, path or keyword. */
    record Word(int position, String text) implements Token {}

    /** A text in quotes, undoubled. */
    record Text(int position, String value) implements Token {}

    /** A number or date, as written. */
    record Figure(int position, String text) implements Token {}

    /** A parenthesis, comma, colon or equals sign. */
    record Sign(int position, char sign) implements Token {}

    /** Nothing more. */
    record End(int position) implements Token {}
}
