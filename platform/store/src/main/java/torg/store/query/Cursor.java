package torg.store.query;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.store.database.Bounds;
import torg.store.database.Dialect;
import torg.store.query.Question.Ordering;

/** Where a page ended: the values its last row is ordered by, as text that means nothing to whoever carries it. */
final class Cursor {
    /** Most characters of a value; see {@link Ordering#byBeginning()}. */
    static final int LONGEST_VALUE = 200;
    private static final int LONGEST = 4_000;

    private Cursor() {}

    static String encode(List<Ordering> order, List<Object> values) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(fingerprint(order));
            for (var value : values) {
                out.writeBoolean(value != null);
                if (value != null) out.writeUTF(value instanceof BigDecimal number ? number.toPlainString() : value.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** One value for each ordering; null for an empty cell. */
    static List<Object> decode(Dialect dialect, List<Ordering> order, String cursor) {
        if (cursor.length() > LONGEST) throw broken();
        try (var in = new DataInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(cursor)))) {
            if (in.readInt() != fingerprint(order)) throw broken();
            var values = new ArrayList<>(order.size());
            for (var by : order) values.add(in.readBoolean() ? parse(dialect, by, in.readUTF()) : null);
            if (in.available() > 0 || values.getLast() == null) throw broken();
            return values;
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw broken().causedBy(e);
        }
    }

    private static Object parse(Dialect dialect, Ordering by, String text) {
        var halved = dialect == Dialect.H2 && by.byBeginning() && !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        // H2 counts UTF-16 units, so that a beginning may end in half a character.
        if (!Bounds.storable(halved ? text.substring(0, text.length() - 1) : text)) throw broken();
        return switch (by.column().type()) {
            case TEXT, LONG_TEXT, CHOICE, LOOKUP, AUTONUMBER -> text;
            case INTEGER -> Long.valueOf(text);
            case DECIMAL, MONEY -> Bounds.comparable(new BigDecimal(text));
            case DATE -> Bounds.comparable(LocalDate.parse(text));
            case DATE_TIME -> Bounds.comparable(Instant.parse(text));
            case BOOLEAN -> Boolean.valueOf(text);
            case FILE -> throw broken();
        };
    }

    /** A cursor of another order is no place in this one. */
    private static int fingerprint(List<Ordering> order) {
        var hash = 7;
        for (var by : order) hash = 31 * (31 * hash + by.path().text().hashCode()) + (by.descending() ? 1 : 0);
        return hash;
    }

    private static TorgException broken() {
        return TorgException.of(ProblemKind.MALFORMED, "table.bad-page", "there is no such page").help("start again at the first page");
    }
}
