package torg.sync.map;

import java.util.Optional;
import java.util.function.Predicate;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Tables;
import torg.sync.map.TableMap.Companies;

/** Says of a row of which company it is, for maps that are for those of some. Nothing is read where no map asks. */
public record OfCompany(Tables tables, Caller caller) {

    /** Of the row that a change is of; of one that is gone by what was noted of it, and where that was nothing any map will do: it finds nothing to send. */
    public Predicate<Companies> changed(Outbox.Entry entry) {
        return companies -> is(companies, entry.table(), entry.key()).orElseGet(() -> was(companies, entry));
    }

    /** Of a row; one that is not there is of no company. */
    public Predicate<Companies> there(String table, String key) {
        return companies -> is(companies, table, key).orElse(false);
    }

    private Optional<Boolean> is(Companies companies, String table, String key) {
        return tables.find(caller, table, key, companies.column()).map(row -> row.text(companies.column()).filter(companies.keys()::contains).isPresent());
    }

    private static boolean was(Companies companies, Outbox.Entry entry) {
        var noted = entry.edit().before().get(companies.column());
        return noted == null || companies.keys().stream().map(Outbox::digest).anyMatch(noted::equals);
    }
}
