package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two worlds that differ only in rows a caller may not see answer the caller byte for byte the same, over every path of the tables. */
class HiddenRowsHouseTest {
    private static final Portal PORTAL = Portal.shared();
    private static final List<String> READ = List.of(
            "/api/tables/wish?$count=true", "/api/tables/wish/$count?$filter=contains(name,'boat')", "/api/tables/product(1)/wishpart/$count", "/api/tables/wish(hers)/wishpart/$count",
            "/api/tables/product?$select=productnumber&$count=true&$filter=wishpart/any(p:p/pieces%20eq%207)", "/api/tables/product/$count?$filter=wishpart/all(p:p/pieces%20lt%205)",
            "/api/tables/account/$count?$filter=wish/any(w:w/wishpart/any(p:p/product%20eq%20'1'))", "/api/tables/wish?$filter=wishpart/any(p:p/wish/secret%20eq%20'x')",
            "/api/tables/wish?$orderby=pieces%20desc&$top=1", "/api/tables/wish?$filter=contains(name,'boat')", "/api/tables/wish?$search=boat",
            "/api/tables/wish?$expand=accountRow($select=name),wishpart($count=true)", "/api/tables/account?$select=accountnumber&$expand=wish($count=true;$expand=wishpart)",
            "/api/tables/product?$top=3&$select=productnumber&$expand=wishpart($count=true;$orderby=pieces;$expand=wishRow)",
            "/api/tables/wish?$apply=aggregate($count%20as%20n,pieces%20with%20sum%20as%20s,price%20with%20max%20as%20m)", "/api/tables/wishpart?$apply=groupby((wish,wish/name),aggregate($count%20as%20n))",
            "/api/tables/wish(hers)", "/api/tables/wish('hers')?$expand=wishpart", "/api/tables/wish(hers)/wishpart", "/api/tables/wish(hers)/accountRow", "/api/tables/wishpart?$filter=wish/name%20eq%20'A%20boat'",
            "/api/tables/wishlabel(blue)/wishes?$count=true", "/api/tables/wishlabel(blue)/wishes/$count", "/api/tables/wishlabel?$filter=wishes/any(w:w/pieces%20eq%209)", "/api/tables/wish(hers)/labels",
            "/api/tables/wishlabel?$expand=wishes($count=true;$top=1)",
            "/api/tables/wish?$filter=secret%20eq%20'x'", "/api/tables/wish?$expand=secret", "/api/tables/$metadata", "/api/openapi.json", "/api/tables");
    private static final List<List<String>> WRITES = List.of(
            List.of("PATCH", "/api/tables/wish(hers)", "{\"name\": \"x\"}"), List.of("PATCH", "/api/tables/wish(hers)", "{\"account\": \"ANATR\"}"), List.of("PUT", "/api/tables/wish(hers)", "{\"account\": \"ANATR\"}"),
            List.of("PATCH", "/api/tables/wish(hers)", "{\"secret\": \"x\"}"), List.of("DELETE", "/api/tables/wish(hers)", ""), List.of("POST", "/api/tables/wish(hers)/wishpart", "{\"pieces\": 1}"),
            List.of("POST", "/api/tables/wish(hers)/wishpart/$ref", "{\"@odata.id\": \"wishpart(P0001)\"}"), List.of("PUT", "/api/tables/wishpart(P0001)/wishRow/$ref", "{\"@odata.id\": \"wish(hers)\"}"),
            List.of("POST", "/api/tables/wishlabel(blue)/wishes/$ref", "{\"@odata.id\": \"wish(hers)\"}"), List.of("DELETE", "/api/tables/wish(hers)/labels/$ref?$id=wishlabel(blue)", ""),
            List.of("DELETE", "/api/tables/wishlabel(blue)/wishes/$ref?$id=wish(hers)", ""),
            List.of("POST", "/api/tables/wishpart", "{\"wish\": \"hers\", \"pieces\": 1}"),
            List.of("POST", "/api/tables/$batch", """
                    {"requests": [{"id": "1", "method": "get", "url": "wish(hers)"}, {"id": "2", "method": "get", "url": "wish?$count=true"}, {"id": "3", "method": "delete", "url": "wish(hers)"},
                      {"id": "4", "atomicityGroup": "g", "method": "patch", "url": "wish(hers)", "body": {"name": "x"}}]}"""));
    private static Wishes wishes;

    @BeforeAll
    static void makeTables() {
        wishes = Wishes.in(PORTAL);
    }

    @AfterAll
    static void removeTables() {
        wishes.close();
    }

    @Test
    void nothingTellsOfThem() {
        var maria = PORTAL.signIn("maria.anders@alfki.example");
        var ana = PORTAL.signIn("ana.trujillo@anatr.example");
        assertThat(maria.post("/api/tables/wish", "{\"number\": \"mine\", \"account\": \"ALFKI\", \"name\": \"A small boat\", \"pieces\": 2, \"wishpart\": [{\"product\": \"1\", \"pieces\": 1}]}").statusCode()).isEqualTo(201);
        assertThat(ana.post("/api/tables/wishlabel", "{\"number\": \"blue\"}").statusCode()).isEqualTo(201);

        var without = answers(maria);
        var hers = ana.post("/api/tables/wish", "{\"number\": \"hers\", \"account\": \"ANATR\", \"name\": \"A boat\", \"pieces\": 9, \"price\": 99, \"labels@odata.bind\": [\"wishlabel(blue)\"], \"wishpart\": [{\"product\": \"1\", \"pieces\": 7}]}");
        assertThat(hers.statusCode()).as(hers.body()).isEqualTo(201);
        var with = answers(maria);

        assertThat(with).isEqualTo(without);
        assertThat(without.getFirst()).startsWith("200").contains("\"@odata.count\":1");
        assertThat(ana.get("/api/tables/wish(hers)?$expand=wishpart").body()).as("whoever may see it does").contains("A boat", "\"pieces\":7");
        assertThat(ana.get("/api/tables/wishlabel(blue)/wishes/$count").body()).isEqualTo("1");
        for (var key : List.of("mine", "hers")) {
            var owner = key.equals("mine") ? maria : ana;
            assertThat(owner.send("DELETE", "/api/tables/wish(" + key + ")", Optional.empty(), "X-CSRF-Token", owner.csrf()).statusCode()).isEqualTo(204);
        }
    }

    private static List<String> answers(Visitor visitor) {
        var answers = new ArrayList<String>();
        for (var path : READ) answers.add(said(visitor.get(path)));
        for (var write : WRITES) {
            answers.add(said(visitor.send(write.get(0), write.get(1), write.get(2).isEmpty() ? Optional.empty() : Optional.of(write.get(2)),
                    "Content-Type", "application/json", "X-CSRF-Token", visitor.csrf(), "Prefer", "odata.continue-on-error")));
        }
        return answers;
    }

    /** Everything but when it was, and the number of the request, which may be a digit longer. */
    private static String said(HttpResponse<String> answer) {
        var headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(List.of("date", "x-request-id", "content-length"));
        return answer.statusCode() + " " + headers + "\n" + answer.body().replaceAll("\"request\":\"[^\"]*\"", "\"request\":\"\"");
    }
}
