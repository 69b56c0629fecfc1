package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.spi.identity.PersonalData;
import torg.spi.identity.PersonalData.Fate;
import torg.spi.identity.PersonalData.Kept;
import torg.spi.table.TableSource;

/** Whatever modules keep about people in tables of their own is handed out, and erased, because some module says that it is there. */
class PersonalDataTest {
    /** What columns that hold a person are called. A module that calls one otherwise adds its word here. */
    private static final Set<String> PEOPLE = Set.of("contact", "person", "email", "recipient", "inviter", "doer", "maker", "behalf", "author", "editor", "owner", "user", "by", "endedby");
    /** Columns of these names that hold no person of a customer, and why. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "sync_guard.by", "one of the seller's people, beside what they decided",
            "sync_conflict.by", "one of the seller's people, beside what they decided",
            "sync_pausing.by", "one of the seller's people, beside what they decided",
            "sync_pausing.endedby", "one of the seller's people, beside what they decided");
    /** Columns that go with the row that another column of it names. */
    private static final Set<String> BESIDE = Set.of("identity_credential.email", "identity_reset.email", "identity_address.email");
    private static final List<JavaClass> HOUSE = new ClassFileImporter().importPackages("torg").stream()
            .filter(found -> found.isAssignableTo(TableSource.class) || found.isAssignableTo(PersonalData.class)).filter(found -> !found.isInterface() && !found.getName().contains("testkit"))
            .filter(found -> found.getSource().filter(source -> source.getUri().toString().contains("/target/test-classes/")).isEmpty()).toList();

    @Test
    void everyColumnThatHoldsAPersonIsNamedByAModule() {
        var named = kept().map(kept -> kept.table() + "." + kept.column()).collect(Collectors.toSet());
        var people = tables().flatMap(table -> table.columns().keySet().stream().filter(PEOPLE::contains).map(column -> table.name() + "." + column)).toList();

        assertThat(people).as("internal tables that are about people").contains("identity_session.contact", "mail_outgoing.recipient", "invitations_deed.doer");
        assertThat(people).filteredOn(column -> !named.contains(column) && !BESIDE.contains(column) && !OTHERWISE.containsKey(column))
                .as("say of each in a PersonalData of its module what is told of it and what becomes of it when the person is erased").isEmpty();
    }

    @Test
    void whatModulesNameIsThere() {
        var columns = tables().collect(Collectors.toMap(torg.api.table.Table::name, table -> table.columns().keySet()));

        assertThat(kept()).allSatisfy(kept -> {
            assertThat(columns).containsKey(kept.table());
            assertThat(columns.get(kept.table())).contains(kept.column()).containsAll(kept.told());
            if (kept.fate() instanceof Fate.Emptied(var emptied)) assertThat(columns.get(kept.table())).containsAll(emptied);
        });
    }

    private static Stream<Kept> kept() {
        return made(PersonalData.class).flatMap(module -> module.kept().stream());
    }

    private static Stream<torg.api.table.Table> tables() {
        return made(TableSource.class).flatMap(module -> module.tables().stream());
    }

    private static <T> Stream<T> made(Class<T> type) {
        return HOUSE.stream().filter(found -> found.isAssignableTo(type)).map(found -> {
            try {
                var constructor = found.reflect().getDeclaredConstructor();
                constructor.setAccessible(true);
                return type.cast(constructor.newInstance());
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(found.getName() + " says what it keeps without being given anything", e);
            }
        });
    }
}
