package torg.store.database;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import torg.api.file.Bytes;
import torg.api.file.StoredFile;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/**
 * The bytes of files, in parts beside the rows: written and taken away in the transaction of the row, so that the one is never there without the other. A part names the
 * digest of its file, so that nobody reads parts of two. Nobody holds a connection while a slow reader reads. Beside an H2 database on disk the bytes lie in a
 * {@link FileFolder}, and one empty part says that a row needs them.
 */
public final class FileParts {
    static final int LARGEST_PART = 128 * 1024;
    private static final String OF_THE_ROW = " where \"tbl\" = ? and \"row_key\" = ?";
    private static final String INSERT = "insert into \"" + SystemTables.FILES + "\" (\"tbl\", \"row_key\", \"col\", \"digest\", \"part\", \"bytes\") values (?, ?, ?, ?, ?, ?)";
    private static final String READ = "select \"bytes\" from \"" + SystemTables.FILES + "\"" + OF_THE_ROW + " and \"col\" = ? and \"digest\" = ? and \"part\" = ?";
    private static final String DELETE = "delete from \"" + SystemTables.FILES + "\"" + OF_THE_ROW;

    private static final String DIGESTS = "select distinct \"digest\" from \"" + SystemTables.FILES + "\"" + OF_THE_ROW;
    private static final String NEEDED = "select 1 from \"" + SystemTables.FILES + "\" where \"digest\" = ? fetch first 1 rows only";
    private static final byte[] ELSEWHERE = {};
    private final Optional<FileFolder> folder;

    FileParts(Optional<FileFolder> folder) {
        this.folder = folder;
    }

    /** Keep these bytes for a cell, in place of what it had. */
    public void keep(Connection connection, String table, String key, String column, StoredFile file, Bytes bytes) throws SQLException {
        drop(connection, table, key, column);
        try {
            if (folder.isPresent()) {
                folder.get().keep(file, bytes);
                Jdbc.update(connection, INSERT, table, key, column, file.digest(), 0L, ELSEWHERE);
            } else {
                parts(connection, table, key, column, file, bytes);
            }
        } catch (IOException e) {
            throw TorgException.of(ProblemKind.BUSY, "table.file-unread", "a file could not be read").help("send it again").causedBy(e);
        }
    }

    private static void parts(Connection connection, String table, String key, String column, StoredFile file, Bytes bytes) throws SQLException, IOException {
        try (var in = bytes.open()) {
            var left = file.size();
            for (var part = 0L; left > 0; part++) {
                var some = in.readNBytes((int) Math.min(LARGEST_PART, left));
                if (some.length == 0) throw new IOException("the file ends before its end");
                Jdbc.update(connection, INSERT, table, key, column, file.digest(), part, some);
                left -= some.length;
            }
        }
    }

    /** Take away what a cell had. */
    public void drop(Connection connection, String table, String key, String column) throws SQLException {
        doubt(connection, DIGESTS + " and \"col\" = ?", table, key, column);
        Jdbc.update(connection, DELETE + " and \"col\" = ?", table, key, column);
    }

    /** Take away what a row had, in columns that no document describes just now too. */
    public void drop(Connection connection, String table, String key) throws SQLException {
        doubt(connection, DIGESTS, table, key);
        Jdbc.update(connection, DELETE, table, key);
    }

    private void doubt(Connection connection, String digests, Object... of) throws SQLException {
        if (folder.isPresent()) Jdbc.query(connection, digests, rows -> rows.getString(1), of).forEach(folder.get()::doubt);
    }

    boolean isInDoubt() {
        return folder.isPresent() && folder.get().isInDoubt();
    }

    /** Of everything that lies beside the database. */
    void doubtAll() throws IOException {
        if (folder.isPresent()) folder.get().doubtAll();
    }

    /** Take away the bytes that no row needs any more. */
    void settle(Connection connection) throws IOException {
        if (folder.isEmpty()) return;
        folder.get().settle(digest -> {
            try {
                return !Jdbc.query(connection, NEEDED, rows -> rows.getInt(1), digest).isEmpty();
            } catch (SQLException e) {
                throw SqlFault.of(e).asProblem(e);
            }
        });
    }

    /** The bytes of a cell's file, as long as it is in the cell. */
    public Bytes read(Database database, String table, String key, String column, StoredFile file) {
        if (folder.isPresent()) return () -> folder.get().open(file.digest());
        return () -> new Parts(file.size(), part -> database.read(connection ->
                Jdbc.query(connection, READ, rows -> rows.getBytes(1), table, key, column, file.digest(), part).stream().findFirst()));
    }

    private interface Source {
        Optional<byte[]> part(long number);
    }

    /** One part in memory at a time. */
    private static final class Parts extends InputStream {
        private final long size;
        private final Source source;
        private long at;
        private long number = -1;
        private byte[] part = {};

        Parts(long size, Source source) throws IOException {
            this.size = size;
            this.source = source;
            load(0);
        }

        private void load(long wanted) throws IOException {
            if (number == wanted) return;
            try {
                part = source.part(wanted).orElseThrow(() -> new IOException("another file took the place of this one"));
            } catch (TorgException e) {
                throw new IOException(e);
            }
            number = wanted;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (most == 0) return 0;
            if (at >= size) return -1;
            load(at / LARGEST_PART);
            var within = (int) (at % LARGEST_PART);
            var read = Math.min(most, part.length - within);
            if (read <= 0) throw new IOException("the file ends before its end");
            System.arraycopy(part, within, into, from, read);
            at += read;
            return read;
        }

        @Override
        public long skip(long bytes) {
            var over = Math.clamp(bytes, 0, size - at);
            at += over;
            return over;
        }
    }
}
