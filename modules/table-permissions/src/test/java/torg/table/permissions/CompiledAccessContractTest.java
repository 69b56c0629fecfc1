package torg.table.permissions;

import torg.api.identity.Caller;
import torg.spi.access.TableAccess;
import torg.testkit.contract.TableAccessContract;

class CompiledAccessContractTest implements TableAccessContract {
    private final Market market = new Market("permissions: [{name: own, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}]");

    @Override
    public TableAccess access() {
        return market.access;
    }

    @Override
    public String table() {
        return "salesorder";
    }

    @Override
    public Caller somebody() {
        return Market.JANE;
    }
}
