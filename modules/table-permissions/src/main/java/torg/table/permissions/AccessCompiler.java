package torg.table.permissions;

import java.util.Set;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Component;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.site.Problems;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Lets whoever checks other documents ask the rules of a site in the making, as {@link CompiledAccess} is asked when the site is in force. */
@Component(service = SiteCompiler.class)
public final class AccessCompiler implements SiteCompiler<TableAccess> {
    @Override
    public Class<TableAccess> part() {
        return TableAccess.class;
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Permissions.class);
    }

    @Override
    public TableAccess compile(SiteSource source, Problems problems) {
        return new InDraft(source.part(Permissions.class));
    }

    /** Worked out anew for each question; there are few of them, and only while documents change. */
    private record InDraft(Permissions permissions) implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            return roleSet(caller).grant(table, privilege);
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return roleSet(caller).columns(table, privilege);
        }

        @Override
        public Set<String> tables() {
            return permissions.tables();
        }

        private RoleSet roleSet(Caller caller) {
            return new RoleSet(permissions, caller.roles(), caller.limits().withheld(), caller.isAnonymous(), caller.form());
        }
    }
}
