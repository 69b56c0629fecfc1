package torg.table.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import torg.api.identity.Caller;
import torg.table.api.Shop;

class CsdlTest {
    private final Shop shop = new Shop();

    @Test
    void namesTheTablesACallerMayReadAndNoOther() throws Exception {
        assertThat(names(of(Shop.MARIA), "EntityType")).containsExactly("account", "product", "salesorder", "step", "wide");
        assertThat(names(of(Shop.MARIA), "EntitySet")).containsExactly("account", "product", "salesorder", "step", "wide");
        assertThat(names(of(Shop.MAY), "EntityType")).containsExactly("product");
        assertThat(names(of(Caller.ANONYMOUS), "EntityType")).as("what everybody may read").containsExactly("product");
    }

    @Test
    void namesTheColumnsACallerMayReadAndNoOther() throws Exception {
        assertThat(names(type("salesorder"), "Property")).containsExactly("number", "account", "total", "day", "written", "lines", "paid", "note");
        assertThat(attributes(type("salesorder"), "Property", "Type")).containsExactly("Edm.String", "Edm.String", "Edm.Decimal", "Edm.Date", "Edm.DateTimeOffset", "Edm.Int64", "Edm.Boolean", "Edm.String");
        assertThat(attributes(type("salesorder"), "PropertyRef", "Name")).containsExactly("number");
    }

    @Test
    void namesTheWaysBetweenThemFromBothEnds() throws Exception {
        assertThat(names(type("salesorder"), "NavigationProperty")).containsExactly("accountRow");
        assertThat(attributes(type("salesorder"), "NavigationProperty", "Partner")).containsExactly("salesorderByAccount");
        assertThat(attributes(type("account"), "NavigationProperty", "Type")).containsExactly("Collection(torg.salesorder)");
        assertThat(attributes(type("account"), "NavigationProperty", "Partner")).containsExactly("accountRow");
        shop.tables.rights(new Shop.NoAccounts());
        assertThat(names(type("salesorder"), "NavigationProperty")).as("to a table that may not be read").isEmpty();
    }

    private Element type(String name) throws Exception {
        var types = of(Shop.MARIA).getElementsByTagName("EntityType");
        return IntStream.range(0, types.getLength()).mapToObj(at -> (Element) types.item(at)).filter(type -> type.getAttribute("Name").equals(name)).findFirst().orElseThrow();
    }

    private Element of(Caller caller) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new InputSource(new StringReader(Csdl.of(shop.tables, caller)))).getDocumentElement();
    }

    private static List<String> names(Element within, String element) {
        return attributes(within, element, "Name");
    }

    private static List<String> attributes(Element within, String element, String attribute) {
        var found = within.getElementsByTagName(element);
        return IntStream.range(0, found.getLength()).mapToObj(at -> ((Element) found.item(at)).getAttribute(attribute)).toList();
    }
}
