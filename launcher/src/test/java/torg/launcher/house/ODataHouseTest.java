package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.olingo.client.api.ODataClient;
import org.apache.olingo.client.api.communication.ODataClientErrorException;
import org.apache.olingo.client.api.communication.request.cud.UpdateType;
import org.apache.olingo.client.api.domain.ClientEntity;
import org.apache.olingo.client.api.domain.ClientEntitySet;
import org.apache.olingo.client.api.domain.ClientInlineEntity;
import org.apache.olingo.client.api.domain.ClientInlineEntitySet;
import org.apache.olingo.client.api.uri.QueryOption;
import org.apache.olingo.client.api.uri.URIBuilder;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.client.core.http.DefaultHttpUriRequestFactory;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.commons.api.edm.EdmPrimitiveTypeKind;
import org.apache.olingo.commons.api.edm.FullQualifiedName;
import org.apache.olingo.commons.api.http.HttpMethod;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The tables as OData, asked by Apache Olingo's client, which nobody here wrote. Of two things it knows nothing, and they are asked without it: batches as JSON (its own are of MIME
 * parts), and how many rows an expanded way leads to where the rows are left out.
 */
class ODataHouseTest {
    private static final Portal PORTAL = Portal.shared();
    private static final String ROOT = PORTAL.running().address().resolve("/api/tables").toString();
    private static Wishes wishes;

    private final Visitor maria = PORTAL.signIn("maria.anders@alfki.example");
    private final ODataClient client = client(maria);

    @BeforeAll
    static void makeTables() {
        wishes = Wishes.in(PORTAL);
    }

    @AfterAll
    static void removeTables() {
        wishes.close();
    }

    @Test
    void readsWhatThereIs() {
        var sets = client.getRetrieveRequestFactory().getServiceDocumentRequest(ROOT).execute().getBody().getEntitySetNames();
        assertThat(sets).contains("account", "salesorder", "salesorderdetail", "product", "wish");

        var order = model(client).getEntityType(new FullQualifiedName("torg", "salesorder"));
        assertThat(order.getKeyPredicateNames()).containsExactly("ordernumber");
        assertThat(order.getPropertyNames()).contains("account", "total", "orderdate", "status");
        assertThat(order.getNavigationPropertyNames()).contains("accountRow", "salesorderdetailBySalesorder");
        assertThat(order.getNavigationProperty("salesorderdetailBySalesorder").getPartner().getName()).isEqualTo("salesorderRow");
        assertThat(model(client).getEntityType(new FullQualifiedName("torg", "wish")).getPropertyNames()).as("columns she may not read").doesNotContain("secret");
        assertThat(model(client(PORTAL.anonymous())).getSchema("torg").getEntityTypes()).as("what is described to nobody in particular").extracting(type -> type.getName()).doesNotContain("salesorder", "wish");
    }

    @Test
    void listsFiltersAndOrders() {
        var found = rows(client.newURIBuilder(ROOT).appendEntitySetSegment("salesorder").select("ordernumber", "total").orderBy("total desc")
                .filter(client.getFilterFactory().and(client.getFilterFactory().gt("total", new BigDecimal("100")), client.getFilterFactory().lt("ordernumber", "99999"))).count(true).top(2).build());
        assertThat(found.getEntities()).hasSize(2).allSatisfy(row -> assertThat(number(row, "total")).isGreaterThan(new BigDecimal("100")));
        assertThat(found.getCount()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void findsRowsByTheRowsThatPointToThem() {
        var with = client.newURIBuilder(ROOT).appendEntitySetSegment("salesorder").select("ordernumber");
        var line = client.newURIBuilder(ROOT).appendEntitySetSegment("salesorder").appendKeySegment("10643").appendNavigationSegment("salesorderdetailBySalesorder").select("product").orderBy("linekey").top(1).build();
        var product = value(rows(line).getEntities().getFirst(), "product");
        var found = rows(with.filter("salesorderdetailBySalesorder/any(l: l/product eq '" + product + "' and l/quantity gt 0)").build()).getEntities();
        assertThat(found).extracting(row -> value(row, "ordernumber")).contains("10643");
        assertThat(found).hasSize(Integer.parseInt(number(client.newURIBuilder(ROOT).appendEntitySetSegment("salesorder").count().filter("salesorderdetail/any(l: l/product eq '" + product + "')").build())));
    }

    @Test
    void findsRowsByHowManyPointToThemAndByThoseBehindALookup() {
        var all = rows(orders().count(true).top(1).build()).getCount();
        assertThat(rows(orders().filter("ordernumber eq '10643' and salesorderdetailBySalesorder/$count eq 3").build()).getEntities()).hasSize(1);
        assertThat(rows(orders().filter("salesorderdetailBySalesorder/$count ge 0").count(true).top(1).build()).getCount()).isEqualTo(all);
        assertThat(rows(orders().filter("ordernumber eq '10643' and salesorderdetailBySalesorder/$count($filter=quantity lt 0) gt 0").build()).getEntities()).isEmpty();
        assertThat(rows(orders().filter("accountRow/salesorderByAccount/any(o: o/ordernumber eq '10643')").count(true).top(1).build()).getCount()).isEqualTo(all);
        assertThat(rows(orders().filter("accountRow/salesorderByAccount/any(o: o/ordernumber eq '10308')").build()).getEntities()).as("an order of somebody else").isEmpty();
        assertThat(rows(client.newURIBuilder(ROOT).appendEntitySetSegment("account").filter("salesorderByAccount/$count eq " + all).build()).getEntities()).as("she sees no more than hers")
                .extracting(account -> value(account, "accountnumber")).containsExactly("ALFKI");
    }

    @Test
    void tellsOfEachRowHowManyItLeadsToAndWhereTheyAre() {
        var address = orders().appendKeySegment("10643").expand("salesorderdetailBySalesorder/$count").build();
        assertThat(value(client.getRetrieveRequestFactory().getEntityRequest(address).execute().getBody(), "ordernumber")).isEqualTo("10643");
        assertThat(Visitor.json(maria.get(address.getRawPath() + "?" + address.getRawQuery())).path("salesorderdetailBySalesorder@odata.count").asInt()).isEqualTo(3);

        var account = client.getRetrieveRequestFactory().getEntityRequest(orders().appendKeySegment("10643").appendNavigationSegment("accountRow").appendRefSegment().build()).execute().getBody();
        assertThat(account.getId().toString()).endsWith("account(ALFKI)");
        var lines = rows(orders().appendKeySegment("10643").appendNavigationSegment("salesorderdetailBySalesorder").appendRefSegment().build()).getEntities();
        assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(client.getRetrieveRequestFactory().getEntityRequest(URI.create(ROOT + "/").resolve(line.getId())).execute().getBody().getProperty("salesorder").getPrimitiveValue().toString())
                .isEqualTo("10643"));
        assertThat(maria.get("/api/tables/salesorder(10308)/accountRow/$ref").statusCode()).as("of an order that is not hers").isEqualTo(404);
    }

    private URIBuilder orders() {
        return client.newURIBuilder(ROOT).appendEntitySetSegment("salesorder");
    }

    @Test
    void tellsHowManyThereAre() {
        var seen = rows(client.newURIBuilder(ROOT).appendEntitySetSegment("salesorder").count(true).top(1).build()).getCount();
        assertThat(number(client.newURIBuilder(ROOT).appendEntitySetSegment("salesorder").count().build())).isEqualTo(seen.toString());
        assertThat(number(client.newURIBuilder(ROOT).appendEntitySetSegment("salesorder").count().filter("ordernumber eq '10643' or ordernumber eq '10308'").build()))
                .as("one of them is hers").isEqualTo("1");
        assertThat(number(client.newURIBuilder(ROOT).appendEntitySetSegment("salesorder").appendKeySegment("10643").appendNavigationSegment("salesorderdetailBySalesorder").count().build())).isEqualTo("3");
    }

    @Test
    void readsOneByKeyAndWhatItLeadsTo() {
        var address = client.newURIBuilder(ROOT).appendEntitySetSegment("salesorder").appendKeySegment("10643");
        var order = client.getRetrieveRequestFactory().getEntityRequest(address.expand("accountRow").expandWithOptions("salesorderdetailBySalesorder",
                Map.of(QueryOption.SELECT, "linekey,quantity", QueryOption.ORDERBY, "linekey")).build()).execute().getBody();
        assertThat(order.getETag()).isNotEmpty();
        assertThat(value(((ClientInlineEntity) order.getNavigationLink("accountRow")).getEntity(), "accountnumber")).isEqualTo("ALFKI");
        var lines = ((ClientInlineEntitySet) order.getNavigationLink("salesorderdetailBySalesorder")).getEntitySet().getEntities();
        assertThat(lines).hasSize(3).extracting(line -> value(line, "linekey").toString()).isSorted();
        assertThat(rows(client.newURIBuilder(ROOT).appendEntitySetSegment("salesorder").appendKeySegment("10643").appendNavigationSegment("salesorderdetailBySalesorder").build()).getEntities()).hasSize(3);
        assertThatThrownBy(() -> client.getRetrieveRequestFactory().getEntityRequest(client.newURIBuilder(ROOT).appendEntitySetSegment("salesorder").appendKeySegment("10308").build()).execute())
                .isInstanceOfSatisfying(ODataClientErrorException.class, refused -> assertThat(refused.getStatusLine().getStatusCode()).isEqualTo(404));
    }

    @Test
    void goesThroughAllPages() {
        var admin = client(PORTAL.signIn("admin@northwind.example"));
        var seen = new ArrayList<String>();
        var next = admin.newURIBuilder(ROOT).appendEntitySetSegment("salesorder").select("ordernumber").build();
        while (next != null) {
            var page = admin.getRetrieveRequestFactory().getEntitySetRequest(next).execute().getBody();
            page.getEntities().forEach(row -> seen.add(value(row, "ordernumber").toString()));
            next = page.getNext() == null ? null : PORTAL.running().address().resolve(page.getNext());
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(830).doesNotHaveDuplicates();
    }

    @Test
    void readsAndWritesFiles() throws IOException {
        client.getCUDRequestFactory().getEntityCreateRequest(client.newURIBuilder(ROOT).appendEntitySetSegment("wish").build(), wish("odata-file", "A map", 1)).execute();
        assertThat(model(client).getEntityType(new FullQualifiedName("torg", "wish")).getProperty("scan").getType().getName()).isEqualTo("Stream");
        var row = client.newURIBuilder(ROOT).appendEntitySetSegment("wish").appendKeySegment("odata-file").build();
        assertThat(client.getRetrieveRequestFactory().getEntityRequest(row).execute().getBody().getMediaEditLinks()).isEmpty();

        var bytes = ("%PDF-" + "x".repeat(5_000_000)).getBytes(StandardCharsets.US_ASCII);
        var upload = client.getCUDRequestFactory().getStreamUpdateRequest(URI.create(ROOT + "/wish(odata-file)/scan/$value"), new ByteArrayInputStream(bytes));
        upload.setContentType("application/pdf");
        assertThat(upload.payloadManager().getResponse().getStatusCode()).isEqualTo(204);

        var entity = client.getRetrieveRequestFactory().getEntityRequest(row).execute().getBody();
        assertThat(entity.getMediaEditLinks()).extracting(link -> link.getName()).contains("scan");
        var link = PORTAL.running().address().resolve(entity.getMediaEditLinks().getFirst().getLink());
        try (var in = client.getRetrieveRequestFactory().getMediaRequest(link).execute().getBody()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(client.getCUDRequestFactory().getDeleteRequest(link).execute().getStatusCode()).isEqualTo(204);
        assertThat(client.getRetrieveRequestFactory().getEntityRequest(row).execute().getBody().getMediaEditLinks()).isEmpty();
        client.getCUDRequestFactory().getDeleteRequest(row).execute();
    }

    @Test
    void createsUpdatesAndDeletes() {
        var address = client.newURIBuilder(ROOT).appendEntitySetSegment("wish").build();
        var created = client.getCUDRequestFactory().getEntityCreateRequest(address, wish("odata-1", "A boat", 2)).execute().getBody();
        assertThat(number(created, "pieces")).isEqualByComparingTo("2");
        assertThat(number(created, "price")).isEqualByComparingTo("12.50");

        var own = client.newURIBuilder(ROOT).appendEntitySetSegment("wish").appendKeySegment("odata-1").build();
        var changed = client.getObjectFactory().newEntity(new FullQualifiedName("torg", "wish"));
        changed.getProperties().add(client.getObjectFactory().newPrimitiveProperty("name", client.getObjectFactory().newPrimitiveValueBuilder().buildString("Two boats")));
        var update = client.getCUDRequestFactory().getEntityUpdateRequest(own, UpdateType.PATCH, changed);
        update.setIfMatch(created.getETag());
        assertThat(value(update.execute().getBody(), "name")).isEqualTo("Two boats");
        var late = client.getCUDRequestFactory().getEntityUpdateRequest(own, UpdateType.PATCH, changed);
        late.setIfMatch(created.getETag());
        assertThatThrownBy(late::execute).isInstanceOfSatisfying(ODataClientErrorException.class, refused -> assertThat(refused.getStatusLine().getStatusCode()).isEqualTo(412));

        assertThat(client.getCUDRequestFactory().getDeleteRequest(own).execute().getStatusCode()).isEqualTo(204);
        assertThat(maria.get("/api/tables/wish(odata-1)").statusCode()).isEqualTo(404);
    }

    @Test
    void searchesAndFiguresOut() {
        for (var number : List.of("odata-s1", "odata-s2", "odata-s3")) create(wish(number, number.endsWith("3") ? "A kite" : "A pontoon", 10));
        var found = wishes().search("pontoon").orderBy("number").select("number").build();
        assertThat(rows(found).getEntities()).extracting(row -> value(row, "number")).containsExactly("odata-s1", "odata-s2");
        assertThat(rows(wishes().search(client.getSearchFactory().or(client.getSearchFactory().literal("kite"), client.getSearchFactory().literal("nosuch"))).select("number").build()).getEntities())
                .extracting(row -> value(row, "number")).containsExactly("odata-s3");

        var figures = wishes().addQueryOption("apply", "filter(startswith(number,'odata-s'))/groupby((name),aggregate($count as n,pieces with sum as total))", false).build();
        assertThat(rows(figures).getEntities()).extracting(row -> value(row, "name") + " " + number(row, "n") + " " + number(row, "total")).containsExactlyInAnyOrder("A pontoon 2 20", "A kite 1 10");
        assertThatThrownBy(() -> rows(wishes().addQueryOption("apply", "aggregate(cost with sum as total)", false).build())).as("a column she may not read")
                .isInstanceOfSatisfying(ODataClientErrorException.class, refused -> assertThat(refused.getStatusLine().getStatusCode()).isEqualTo(400));
        for (var number : List.of("odata-s1", "odata-s2", "odata-s3")) delete(number);
    }

    @Test
    void makesWhatIsNotThereAndReplacesWhatIs() {
        for (var way : UpdateType.values()) {
            var own = wishes().appendKeySegment("odata-" + way).build();
            var made = client.getCUDRequestFactory().getEntityUpdateRequest(own, way, wish("odata-" + way, "A raft", 4)).execute();
            assertThat(made.getStatusCode()).as("%s of what is not there", way).isEqualTo(201);
            assertThat(number(made.getBody(), "pieces")).isEqualByComparingTo("4");

            var changed = client.getObjectFactory().newEntity(new FullQualifiedName("torg", "wish"));
            changed.getProperties().add(client.getObjectFactory().newPrimitiveProperty("account", client.getObjectFactory().newPrimitiveValueBuilder().buildString("ALFKI")));
            changed.getProperties().add(client.getObjectFactory().newPrimitiveProperty("name", client.getObjectFactory().newPrimitiveValueBuilder().buildString("Another")));
            var update = client.getCUDRequestFactory().getEntityUpdateRequest(own, way, changed);
            update.setIfMatch(made.getETag());
            assertThat(update.execute().getStatusCode()).isEqualTo(200);
            var there = client.getRetrieveRequestFactory().getEntityRequest(own).execute().getBody();
            assertThat(value(there, "name")).isEqualTo("Another");
            assertThat(there.getProperty("pieces").hasNullValue()).as("what %s does with a column that is not said", way).isEqualTo(way == UpdateType.REPLACE);

            var twice = client.getCUDRequestFactory().getEntityUpdateRequest(own, way, changed);
            twice.setIfNoneMatch("*");
            assertThatThrownBy(twice::execute).isInstanceOfSatisfying(ODataClientErrorException.class, refused -> assertThat(refused.getStatusLine().getStatusCode()).isEqualTo(412));
            delete("odata-" + way);
        }
    }

    @Test
    void makesARowWithItsPartsAtOnce() {
        var fleet = wish("odata-deep", "A fleet", 8);
        fleet.addLink(parts(part("1", 3), part("2", 5)));
        create(fleet);
        var there = client.getRetrieveRequestFactory().getEntityRequest(wishes().appendKeySegment("odata-deep").expand("wishpartByWish").build()).execute().getBody();
        assertThat(((ClientInlineEntitySet) there.getNavigationLink("wishpartByWish")).getEntitySet().getEntities()).extracting(part -> value(part, "wish") + " " + number(part, "pieces"))
                .containsExactlyInAnyOrder("odata-deep 3", "odata-deep 5");
        delete("odata-deep");

        var wrong = wish("odata-wrong", "None", 8);
        wrong.addLink(parts(part("1", 3), part("nosuch", 5)));
        assertThatThrownBy(() -> create(wrong)).isInstanceOfSatisfying(ODataClientErrorException.class, refused -> assertThat(refused.getStatusLine().getStatusCode()).isEqualTo(422));
        assertThat(maria.get("/api/tables/wish(odata-wrong)").statusCode()).as("none of it was made").isEqualTo(404);
    }

    private ClientInlineEntitySet parts(ClientEntity... parts) {
        var set = client.getObjectFactory().newEntitySet();
        set.getEntities().addAll(List.of(parts));
        return client.getObjectFactory().newDeepInsertEntitySet("wishpartByWish", set);
    }

    private ClientEntity part(String product, long pieces) {
        var made = client.getObjectFactory();
        var part = made.newEntity(new FullQualifiedName("torg", "wishpart"));
        part.getProperties().add(made.newPrimitiveProperty("product", made.newPrimitiveValueBuilder().buildString(product)));
        part.getProperties().add(made.newPrimitiveProperty("pieces", made.newPrimitiveValueBuilder().buildInt64(pieces)));
        return part;
    }

    private URIBuilder wishes() {
        return client.newURIBuilder(ROOT).appendEntitySetSegment("wish");
    }

    private void create(ClientEntity wish) {
        assertThat(client.getCUDRequestFactory().getEntityCreateRequest(wishes().build(), wish).execute().getStatusCode()).isEqualTo(201);
    }

    private void delete(String number) {
        assertThat(client.getCUDRequestFactory().getDeleteRequest(wishes().appendKeySegment(number).build()).execute().getStatusCode()).isEqualTo(204);
    }

    @Test
    void linksManyToManyAndLeadsToSeveralTables() {
        assertThat(model(client).getEntityType(new FullQualifiedName("torg", "wish")).getNavigationProperty("labels").getPartner().getName()).isEqualTo("wishes");
        client.getCUDRequestFactory().getEntityCreateRequest(client.newURIBuilder(ROOT).appendEntitySetSegment("wish").build(), wish("odata-2", "A boat", 2)).execute();
        for (var number : List.of("red", "green")) {
            var label = client.getObjectFactory().newEntity(new FullQualifiedName("torg", "wishlabel"));
            label.getProperties().add(client.getObjectFactory().newPrimitiveProperty("number", client.getObjectFactory().newPrimitiveValueBuilder().buildString(number)));
            client.getCUDRequestFactory().getEntityCreateRequest(client.newURIBuilder(ROOT).appendEntitySetSegment("wishlabel").build(), label).execute();
            client.getCUDRequestFactory().getReferenceAddingRequest(URI.create(ROOT), reference("labels"), URI.create(ROOT + "/wishlabel('" + number + "')")).execute();
        }
        var labels = client.newURIBuilder(ROOT).appendEntitySetSegment("wish").appendKeySegment("odata-2").appendNavigationSegment("labels").build();
        assertThat(rows(labels).getEntities()).extracting(label -> value(label, "number")).containsExactly("green", "red");
        assertThat(rows(client.newURIBuilder(ROOT).appendEntitySetSegment("wish").filter("labels/any(l: l/number eq 'red')").build()).getEntities()).extracting(wish -> value(wish, "number")).containsExactly("odata-2");
        var labelled = client.getRetrieveRequestFactory().getEntityRequest(client.newURIBuilder(ROOT).appendEntitySetSegment("wish").appendKeySegment("odata-2").expandWithOptions("labels", Map.of(QueryOption.ORDERBY, "number desc")).build()).execute().getBody();
        assertThat(((ClientInlineEntitySet) labelled.getNavigationLink("labels")).getEntitySet().getEntities()).extracting(label -> value(label, "number")).containsExactly("red", "green");
        client.getCUDRequestFactory().getDeleteRequest(URI.create(reference("labels") + "?$id=wishlabel('red')")).execute();
        assertThat(rows(labels).getEntities()).extracting(label -> value(label, "number")).containsExactly("green");

        client.getCUDRequestFactory().getReferenceSingleChangeRequest(URI.create(ROOT), reference("regarding_accountRow"), URI.create(ROOT + "/account('ALFKI')")).execute();
        var wish = client.getRetrieveRequestFactory().getEntityRequest(client.newURIBuilder(ROOT).appendEntitySetSegment("wish").appendKeySegment("odata-2").expand("regarding_accountRow").build()).execute().getBody();
        assertThat(value(wish, "regarding")).isEqualTo("account/ALFKI");
        assertThat(value(((ClientInlineEntity) wish.getNavigationLink("regarding_accountRow")).getEntity(), "accountnumber")).isEqualTo("ALFKI");
        maria.send("DELETE", "/api/tables/wish(odata-2)", Optional.empty(), "X-CSRF-Token", maria.csrf());
    }

    @Test
    void aBatchIsOneRequestWithOneToken() {
        var batch = """
                {"requests": [
                  {"id": "1", "atomicityGroup": "g", "method": "post", "url": "wish", "body": {"number": "batch-1", "account": "ALFKI", "wishpart": [{"product": "1", "pieces": 2}]}},
                  {"id": "2", "atomicityGroup": "g", "method": "post", "url": "$1/wishpartByWish", "body": {"product": "2", "pieces": 3}},
                  {"id": "3", "method": "get", "url": "$1?$expand=wishpart($select=pieces;$orderby=pieces)"},
                  {"id": "4", "method": "post", "url": "wish", "body": {"number": "batch-2", "account": "ANATR"}}]}""";
        assertThat(maria.send("POST", "/api/tables/$batch", Optional.of(batch), "Content-Type", "application/json").statusCode()).isEqualTo(403);
        assertThat(maria.get("/api/tables/wish(batch-1)").statusCode()).isEqualTo(404);
        for (var round = 0; round < 2; round++) {
            var answers = Visitor.json(maria.post("/api/tables/$batch", batch, "Idempotency-Key", "batch")).get("responses");
            assertThat(List.of(0, 1, 2, 3)).as(answers.toString()).extracting(at -> answers.get(at).get("status").asInt()).containsExactlyElementsOf(round == 0 ? List.of(201, 201, 200, 422) : List.of(200, 200, 200, 422));
            assertThat(answers.at("/2/body/wishpart").findValuesAsText("pieces")).containsExactly("2", "3");
            assertThat(answers.at("/3/body/code").asText()).as("an account she may not see is none").isEqualTo("table.invalid-values");
            assertThat(answers.at("/3/body/detail").asText()).as("the sentence of a request that came alone")
                    .isEqualTo(Visitor.json(maria.post("/api/tables/wish", "{\"number\": \"batch-2\", \"account\": \"ANATR\"}")).get("detail").asText()).isNotBlank();
        }
        maria.send("DELETE", "/api/tables/wish(batch-1)", Optional.empty(), "X-CSRF-Token", maria.csrf());
    }

    private URI reference(String way) {
        return client.newURIBuilder(ROOT).appendEntitySetSegment("wish").appendKeySegment("odata-2").appendNavigationSegment(way).appendRefSegment().build();
    }

    private ClientEntity wish(String number, String name, long pieces) {
        var made = client.getObjectFactory();
        var wish = made.newEntity(new FullQualifiedName("torg", "wish"));
        wish.getProperties().addAll(List.of(
                made.newPrimitiveProperty("number", made.newPrimitiveValueBuilder().buildString(number)),
                made.newPrimitiveProperty("account", made.newPrimitiveValueBuilder().buildString("ALFKI")),
                made.newPrimitiveProperty("name", made.newPrimitiveValueBuilder().buildString(name)),
                made.newPrimitiveProperty("pieces", made.newPrimitiveValueBuilder().buildInt64(pieces)),
                made.newPrimitiveProperty("price", made.newPrimitiveValueBuilder().buildDecimal(new BigDecimal("12.50"))),
                made.newPrimitiveProperty("done", made.newPrimitiveValueBuilder().buildBoolean(false)),
                made.newPrimitiveProperty("noted", made.newPrimitiveValueBuilder().setType(EdmPrimitiveTypeKind.DateTimeOffset).setValue(Timestamp.valueOf("2027-01-15 08:00:00")).build())));
        return wish;
    }

    private ClientEntitySet rows(URI address) {
        return client.getRetrieveRequestFactory().getEntitySetRequest(address).execute().getBody();
    }

    private String number(URI address) {
        return client.getRetrieveRequestFactory().getValueRequest(address).execute().getBody().toString();
    }

    private static Object value(ClientEntity row, String property) {
        return row.getProperty(property).getPrimitiveValue().toValue();
    }

    private static BigDecimal number(ClientEntity row, String property) {
        return new BigDecimal(value(row, property).toString());
    }

    private static Edm model(ODataClient client) {
        return client.getRetrieveRequestFactory().getMetadataRequest(ROOT).execute().getBody();
    }

    /** Olingo's client, with this visitor's session; it knows the types by {@code $metadata}. */
    private static ODataClient client(Visitor visitor) {
        var client = ODataClientFactory.getEdmEnabledClient(ROOT);
        client.getConfiguration().setHttpUriRequestFactory(new DefaultHttpUriRequestFactory() {
            @Override
            public HttpUriRequest create(HttpMethod method, URI uri) {
                var request = super.create(method, uri);
                visitor.cookie().ifPresent(cookie -> request.addHeader("Cookie", cookie));
                if (!visitor.csrf().isEmpty()) request.addHeader("X-CSRF-Token", visitor.csrf());
                return request;
            }
        });
        return client;
    }
}
