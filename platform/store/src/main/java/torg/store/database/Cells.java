package torg.store.database;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import torg.api.file.StoredFile;
import torg.api.table.Column;
import torg.api.table.Formula;

/** Cells between Java and the database: types, binding, reading. */
public final class Cells {
    /** Keys, and whatever holds one. */
    public static final int KEY_LENGTH = 64;
    /** Of a long text whose document says no length, and the most that one can say. */
    public static final int LONG_TEXT_LENGTH = 1_000_000;
    /** Digits before the point of a decimal. */
    public static final int WHOLE_DIGITS = 18;

    /** Bytes of what a row says of a file. */
    private static final int FILE_LENGTH = 1_000;

    private Cells() {}

    /** The column's type in the database. */
    public static DataType<?> type(Column column, Dialect dialect) {
        return switch (column.type()) {
            case TEXT, CHOICE, AUTONUMBER -> dialect.collated(SQLDataType.VARCHAR(column.length()));
            case LONG_TEXT -> dialect.collated(SQLDataType.VARCHAR(lengthOf(column)));
            case LOOKUP -> dialect.collated(SQLDataType.VARCHAR(KEY_LENGTH));
            case INTEGER -> SQLDataType.BIGINT;
            case DECIMAL, MONEY -> SQLDataType.NUMERIC(WHOLE_DIGITS + column.scale(), column.scale());
            case DATE -> SQLDataType.LOCALDATE;
            case DATE_TIME -> SQLDataType.TIMESTAMPWITHTIMEZONE(6);
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case FILE -> SQLDataType.VARBINARY(FILE_LENGTH);
        };
    }

    /** Characters the column has to hold. */
    public static int lengthOf(Column column) {
        return switch (column.type()) {
            case LONG_TEXT -> column.length() > 0 ? column.length() : LONG_TEXT_LENGTH;
            case LOOKUP -> KEY_LENGTH;
            default -> column.length();
        };
    }

    /** The lookups of a polymorphic one. */
    public static Optional<List<Column>> pointed(Column column) {
        return column.formula().flatMap(formula -> formula instanceof Formula.Pointed(var lookups) ? Optional.of(lookups) : Optional.empty());
    }

    /** Whether a row may have this key; what is none need not be looked for. */
    public static boolean isKey(String text) {
        return !text.isEmpty() && text.length() <= KEY_LENGTH && Bounds.storable(text);
    }

    public static void bind(PreparedStatement statement, int at, Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(at, Types.NULL);
            case String text -> statement.setString(at, text);
            case String[] texts -> statement.setArray(at, statement.getConnection().createArrayOf("varchar", texts));
            case Long number -> statement.setLong(at, number);
            case BigDecimal number -> statement.setBigDecimal(at, number);
            case Boolean flag -> statement.setBoolean(at, flag);
            case StoredFile file -> statement.setBytes(at, written(file));
            case byte[] bytes -> statement.setBytes(at, bytes);
            case LocalDate date -> statement.setObject(at, date);
            case Instant instant -> statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
            default -> throw new IllegalArgumentException("no cell holds a " + value.getClass().getSimpleName());
        }
    }

    /** The value, or null for an empty cell. */
    public static Object read(ResultSet rows, int at, Column column) throws SQLException {
        return switch (column.type()) {
            case TEXT, LONG_TEXT, CHOICE, LOOKUP, AUTONUMBER -> rows.getString(at);
            case INTEGER -> {
                // Not as an object: the database may keep decimals, after an edit that made integers of them.
                var number = rows.getLong(at);
                yield rows.wasNull() ? null : number;
            }
            case DECIMAL, MONEY -> scaled(rows.getBigDecimal(at), column.scale());
            case DATE -> rows.getObject(at, LocalDate.class);
            case DATE_TIME -> {
                var time = rows.getObject(at, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
            case BOOLEAN -> rows.getObject(at, Boolean.class);
            case FILE -> file(rows.getBytes(at));
        };
    }

    /** As bytes, so that the database has a type of its own for it, which is neither sorted nor searched, and no text ever becomes a file; the name last, as it may hold anything but line ends. */
    private static byte[] written(StoredFile file) {
        return String.join("\n", file.digest(), "" + file.size(), file.mediaType(), file.name()).getBytes(StandardCharsets.UTF_8);
    }

    private static StoredFile file(byte[] written) {
        if (written == null) return null;
        var parts = new String(written, StandardCharsets.UTF_8).split("\n", 4);
        return new StoredFile(parts[3], parts[2], Long.parseLong(parts[1]), parts[0]);
    }

    /** The database may keep more digits than the document asks for, after an edit that took some away. */
    private static BigDecimal scaled(BigDecimal number, int scale) {
        return number == null || number.scale() == scale ? number : number.setScale(scale, RoundingMode.HALF_UP);
    }
}
