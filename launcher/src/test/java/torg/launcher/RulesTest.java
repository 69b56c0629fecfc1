package torg.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may know whom. A rule that fails says how to mend it. */
class RulesTest {
    /** A library lives in one room, so that the rest of the house does not notice when it is replaced. */
    private static final Map<String, Set<String>> LIBRARY_HOMES = Map.ofEntries(
            Map.entry("java.sql", Set.of("store")),
            Map.entry("javax.sql", Set.of("store")),
            Map.entry("org.jooq", Set.of("store")),
            Map.entry("org.h2", Set.of("store")),
            Map.entry("org.postgresql", Set.of("store")),
            Map.entry("com.zaxxer.hikari", Set.of("store")),
            Map.entry("jakarta.servlet", Set.of("web")),
            Map.entry("org.eclipse.jetty", Set.of("web")),
            Map.entry("org.glassfish.jersey", Set.of("web")),
            Map.entry("com.fasterxml.jackson", Set.of("web", "lists-forms", "connector-dynamics", "connector-tryton", "connector-files", "pages", "identity-passkeys", "personal-data")),
            Map.entry("de.siegmar.fastcsv", Set.of("connector-files")),
            Map.entry("org.eclipse.jgit", Set.of("content-git")),
            Map.entry("io.prometheus", Set.of("kernel")),
            Map.entry("com.github.mustachejava", Set.of("mustache")),
            Map.entry("org.apache.lucene", Set.of("search-lucene")),
            Map.entry("org.apache.tika", Set.of("search-lucene")),
            Map.entry("jakarta.mail", Set.of("mail")),
            Map.entry("com.nulabinc.zxcvbn", Set.of("identity-local")),
            Map.entry("com.nimbusds", Set.of("identity-oidc")),
            Map.entry("com.unboundid", Set.of("identity-ldap")),
            Map.entry("com.yubico", Set.of("identity-passkeys")),
            Map.entry("com.password4j", Set.of("identity-local")),
            Map.entry("org.commonmark", Set.of("pages")),
            Map.entry("org.owasp.html", Set.of("pages")),
            Map.entry("org.snakeyaml", Set.of("site")));

    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        // A module may carry a wrapped library in its jar: that is somebody else's house.
        house = new ClassFileImporter().withImportOption(location -> location.contains("/target/classes/torg/")).importPaths(Room.all().stream().map(Room::classes).filter(Files::isDirectory).toList());
    }

    @Test
    void theContractKnowsOnlyTheJdk() {
        classes().that(are("in the api", room -> room.isApi()))
                .should().onlyDependOnClassesThat().resideInAnyPackage("java..", "javax.crypto..", "torg.api..", "torg.spi..", "org.osgi.annotation..", "org.osgi.service.component.annotations..")
                .because("everyone compiles against platform/api and should get no library with it: say it with a type of the JDK, or with a record beside this one")
                .check(house);
    }

    @Test
    void everyRoomHasFloors() {
        slices().assignedFrom(packages())
                .should().beFreeOfCycles()
                .because("two packages that know each other are one package: move the type that both need to the lower one")
                .check(house);
    }

    @Test
    void roomsDoNotKnowEachOther() {
        classes().that(are("in a room or module", room -> !room.isApi()))
                .should(knowTheContractOnly())
                .because("rooms and modules come and go one by one: put the type that both need into platform/api, or ask for a service")
                .check(house);
    }

    /** What nobody uses where it is said to live is a rule about nothing; what the JDK brings is there for everybody. */
    @TestFactory
    Stream<DynamicTest> aLibraryIsAtHome() {
        return LIBRARY_HOMES.entrySet().stream().filter(home -> !home.getKey().matches("javax?\\..*")).flatMap(home -> home.getValue().stream().map(room -> DynamicTest.dynamicTest(home.getKey() + " in " + room, () ->
                assertThat(house).as("what '%s' uses; take '%s' off its list", room, home.getKey())
                        .anyMatch(type -> uses(type, home.getKey()) && Room.of(type).filter(of -> of.name().equals(room)).isPresent()))));
    }

    private static boolean uses(JavaClass type, String library) {
        return type.getDirectDependenciesFromSelf().stream().anyMatch(dependency -> (dependency.getTargetClass().getPackageName() + ".").startsWith(library + "."));
    }

    @TestFactory
    Stream<DynamicTest> aLibraryHasOneHome() {
        return LIBRARY_HOMES.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(home -> DynamicTest.dynamicTest(home.getKey(), () ->
                noClasses().that(are("outside " + home.getValue(), room -> room.runsInTheHouse() && !home.getValue().contains(room.name())))
                        .should().dependOnClassesThat().resideInAPackage(home.getKey() + "..")
                        .because("the library '" + home.getKey() + "' lives in " + home.getValue() + " alone: ask that room's service, or put what is missing into platform/api")
                        .check(house)));
    }

    @Test
    void onlyResourcesSpeakJaxRs() {
        noClasses().that(are("outside web", room -> room.runsInTheHouse() && !room.name().equals("web")))
                .and(new DescribedPredicate<JavaClass>("are no resource") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !outermost(type).getSimpleName().endsWith("Resource");
                    }
                })
                .should().dependOnClassesThat().resideInAPackage("jakarta.ws.rs..")
                .because("HTTP stays at the door: move this into a class named ...Resource that hands plain values on")
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void servicesArriveByConstructor() {
        fields().that().areAnnotatedWith("org.osgi.service.component.annotations.Reference")
                .should().haveModifier(JavaModifier.VOLATILE)
                .because("a component is complete when it is constructed: put @Reference on the constructor's parameter; only a service that may come and go while the component "
                        + "lives is a volatile field with a dynamic reference")
                .check(house);
    }

    @Test
    void nothingIsSharedThroughStaticFields() {
        fields().that().areStatic().and().doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should().beFinal()
                .because("a static field outlives its module and is shared by every test: keep state in a component")
                .check(house);
    }

    @Test
    void aNameSaysWhatAThingIs() {
        noClasses().that(are("in the house", room -> true))
                .should().haveNameMatching(".*(Impl|Manager|Helper|Utils?|Abstract[A-Z]\\w*)$")
                .because("such a name says how it was made, not what it is: name it by its role in the portal, or by how it does it (H2RowStore, FilePageSource)")
                .check(house);
    }

    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith("torg.") ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "each package of the house";
            }
        };
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(RulesTest::outermost).orElse(type);
    }

    private static DescribedPredicate<JavaClass> are(String description, Predicate<Room> which) {
        return DescribedPredicate.describe("are " + description, type -> Room.of(type).filter(which).isPresent());
    }

    private static ArchCondition<JavaClass> knowTheContractOnly() {
        return new ArchCondition<>("know no room but their own and the api") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    Room.of(dependency.getTargetClass()).filter(other -> !other.isApi() && !other.equals(Room.of(type).orElseThrow()))
                            .ifPresent(other -> events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
                }
            }
        };
    }
}
