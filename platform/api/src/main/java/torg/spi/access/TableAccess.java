package torg.spi.access;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;

/**
 * Decides which rows and columns a caller reaches: the rules of table permissions, compiled. Called for every query and write, from many
 * threads; the same role set gets the same compiled {@link Grant} object as long as the site does not change, so that SQL made from it can be
 * kept. Missing, or throwing: no row is readable. Not asked for service callers.
 *
 * <p>As a part that a {@link torg.spi.site.SiteCompiler} makes it is the same rules before a site is in force, for compilers that check other documents against them.
 */
@ConsumerType
public interface TableAccess {
    /** The rows of the table that the privilege reaches; the condition refers to the caller by placeholder, never by value. */
    Grant grant(Caller caller, String table, Privilege privilege);

    /** Which columns of the table the caller may use so; {@code names -> true} when no column rule speaks of the table. */
    Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege);

    /** Every rule that speaks of the table and the privilege, in document order, whoever it is for; for explaining a decision. None where there are no rules to tell. */
    default List<AccessRule> rules(Caller caller, String table, Privilege privilege) {
        return List.of();
    }

    /** Tables any rule speaks of; for diagnosis. */
    Set<String> tables();
}
