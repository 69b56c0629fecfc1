package torg.store.schema;

import static torg.store.TestHouse.SYNC;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import torg.api.site.SiteProblem;
import torg.api.table.Write;
import torg.store.TestHouse;
import torg.store.database.TestDatabase;
import torg.testkit.TestSource;

/** A house of users and their orders, whose documents are edited. */
abstract class EditedHouse {
    /** A test may add to it what is not about columns. */
    static final String ORDER = """
            table: order
            key: number
            columns:
              number: {type: autonumber, format: "000"}
              text: {type: text, length: 20}
              amount: {type: decimal, scale: 2}
              user: {type: lookup, to: user}
            """;
    @Parameter
    TestDatabase kind;
    TestHouse house;
    final TestSource source;

    EditedHouse(String order, String user) {
        source = new TestSource().document("tables/order.yml", order).document("tables/user.yml", user);
    }

    @BeforeEach
    void open() {
        house = new TestHouse(kind.open()).with(source);
        house.tables.write(SYNC, rows());
    }

    /** What is there before the first edit. */
    abstract Write rows();

    @AfterEach
    void close() {
        house.close();
    }

    /** What is told of the order's document when it is this one. */
    List<SiteProblem> edited(String document) {
        return source.document("tables/order.yml", document).problems(house.compiler);
    }
}
