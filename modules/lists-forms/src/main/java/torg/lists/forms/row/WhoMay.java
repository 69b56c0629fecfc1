package torg.lists.forms.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.spi.access.TableAccess;
import torg.spi.site.SiteSource;

/**
 * Who may do what by the rules of a site in the making: an anonymous caller, one who signed in, and one with each web role. Rights of several roles add up, so
 * what none of these may do nobody may.
 */
public record WhoMay(TableAccess access, List<Caller> callers) {
    private static final Set<String> IMPLICIT = Set.of("anonymous", "authenticated");

    public WhoMay {
        callers = List.copyOf(callers);
    }

    /** Everybody there may be. */
    public static WhoMay of(SiteSource source, Ground ground) {
        var callers = new ArrayList<>(List.of(Caller.ANONYMOUS, person(List.of())));
        ground.roles().keySet().stream().sorted().forEach(role -> callers.add(person(List.of(role))));
        return new WhoMay(source.part(TableAccess.class), callers);
    }

    private static Caller person(List<String> roles) {
        return Caller.contact("somebody", "Somebody", List.of("some-account"), roles);
    }

    /** The same by way of a form. */
    public WhoMay through(String form) {
        return new WhoMay(access, callers.stream().map(caller -> caller.through(form)).toList());
    }

    /** Those of them of whom this holds. */
    public WhoMay who(Predicate<Caller> holds) {
        return new WhoMay(access, callers.stream().filter(holds).toList());
    }

    /** Those of them who reach some row of the table so. */
    public WhoMay may(Privilege privilege, String table) {
        return who(caller -> !access.grant(caller, table, privilege).reachesNothing());
    }

    /** Those of them who may use the column so. */
    public WhoMay mayUse(ColumnPrivilege privilege, String table, String column) {
        return who(caller -> access.columns(caller, table, privilege).test(column));
    }

    /** Those of them who may read what is shown, on all of its way. */
    public WhoMay mayRead(Shown shown) {
        var readers = who(caller -> shown.roles().isEmpty() || shown.roles().stream().anyMatch(caller::hasRole));
        var table = shown.path().from().name();
        for (var column : shown.path().along()) {
            readers = readers.may(Privilege.READ, table).mayUse(ColumnPrivilege.READ, table, column.name());
            table = column.target().orElse("");
        }
        return readers;
    }

    /** Those of them who are none of these, by the web role that makes them what they are. */
    public List<String> without(WhoMay others) {
        return callers.stream().filter(caller -> !others.callers.contains(caller))
                .map(caller -> caller.isAnonymous() ? "anonymous" : caller.roles().stream().filter(role -> !IMPLICIT.contains(role)).findFirst().orElse("authenticated")).toList();
    }

    /** Whether it is nobody. */
    public boolean isNobody() {
        return callers.isEmpty();
    }
}
