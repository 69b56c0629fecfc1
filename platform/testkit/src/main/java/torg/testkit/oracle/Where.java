package torg.testkit.oracle;

import java.util.List;

/** What a row has to say besides. */
public sealed interface Where {
    /** As it stands in a document. */
    String text();

    /** The value at the end of a path is this one, or, where {@code other}, there is one and it is another. */
    record Is(List<String> path, Object value, boolean other) implements Where {
        @Override
        public String text() {
            return String.join(".", path) + (other ? " != " : " = ") + (value instanceof String ? "'" + value + "'" : value);
        }
    }

    /** Nothing is at the end of a path. */
    record Empty(List<String> path) implements Where {
        @Override
        public String text() {
            return String.join(".", path) + " is empty";
        }
    }

    /** The lookup at the end of a path leads to whoever asks, or to an account of theirs, or to one of these or below them. */
    record Mine(List<String> path, Scope whose) implements Where {
        @Override
        public String text() {
            return String.join(".", path) + " = caller." + whose.text();
        }
    }

    /** Some row that is linked is so. */
    record Some(List<String> path, Where where) implements Where {
        @Override
        public String text() {
            return "some " + String.join(".", path) + " (" + where.text() + ")";
        }
    }

    /** What does not hold. */
    record Not(Where where) implements Where {
        @Override
        public String text() {
            return "not (" + where.text() + ")";
        }
    }

    /** All of two, or where {@code either} one of them. */
    record Both(Where one, Where two, boolean either) implements Where {
        @Override
        public String text() {
            return "(" + one.text() + (either ? " or " : " and ") + two.text() + ")";
        }
    }
}
