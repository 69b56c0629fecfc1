package torg.sync;

import java.util.Optional;
import java.util.function.Supplier;
import torg.api.identity.Caller;
import torg.api.sync.Outbox;
import torg.api.table.Tables;
import torg.sync.connector.Connections;
import torg.sync.map.TableMaps;
import torg.sync.pause.Pausings;
import torg.sync.receive.Ledger;
import torg.sync.receive.Receiver;

/**
 * What both directions work with.
 *
 * @param maps the maps of the site as it is when somebody asks; empty before the first site
 * @param pausings what administrators let stand still
 */
record Common(Tables tables, Caller caller, Outbox outbox, Supplier<Optional<TableMaps>> maps, Ledger ledger, Pausings pausings, Connections connections) {
    Receiver receiver(TableMaps maps, Receiver.Source source) {
        return new Receiver(tables, caller, ledger, outbox, maps, source);
    }
}
