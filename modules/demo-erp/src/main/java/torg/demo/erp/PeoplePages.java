package torg.demo.erp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import torg.demo.erp.books.Books;
import torg.demo.erp.books.Condition;
import torg.demo.erp.books.Entity;
import torg.demo.erp.books.ErpStore;
import torg.demo.erp.books.NorthwindImport;
import torg.demo.erp.books.ProcessingStatus;
import torg.demo.erp.books.Refusal;
import torg.demo.erp.books.Row;
import torg.demo.erp.books.Session;
import torg.demo.erp.books.Table;
import torg.demo.erp.odata.EdmModel;
import torg.demo.erp.odata.Faults;

/** The pages for people: what the ERP holds, and what a clerk would do in it. */
final class PeoplePages implements HttpHandler {
    private static final int LONGEST_FORM = 10_000;
    private static final int ORDERS_ON_A_PAGE = 25;
    private static final int MOST_FAULTS = 10_000;
    private static final int LONGEST_DELAY_SECONDS = 60;
    private static final String ORDERS = "/orders/";
    private static final String STATUS = "/status";

    private final ErpStore store;
    private final Books books;
    private final Faults faults;
    private final EdmModel model;

    /** What a page request is answered with. */
    private sealed interface Answer {
        record Page(int status, String html) implements Answer {}

        record File(String type, String text) implements Answer {}

        record GoTo(String path) implements Answer {}
    }

    PeoplePages(ErpStore store, Books books, Faults faults, EdmModel model) {
        this.store = store;
        this.books = books;
        this.faults = faults;
        this.model = model;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readNBytes(LONGEST_FORM), StandardCharsets.UTF_8);
            send(exchange, answer(exchange.getRequestMethod(), exchange.getRequestURI(), body));
        }
    }

    private Answer answer(String method, URI uri, String body) {
        try {
            return switch (method) {
                case "GET" -> get(uri.getPath(), form(uri.getRawQuery()));
                case "POST" -> post(uri.getPath(), form(body));
                default -> problem(405, "This page is read by GET and changed by POST.");
            };
        } catch (Refusal refusal) {
            return problem(422, "The ERP refused: " + refusal.getMessage() + ".");
        } catch (IllegalArgumentException e) {
            return problem(400, e.getMessage());
        }
    }

    private Answer get(String path, Map<String, String> query) {
        if (path.startsWith(ORDERS)) {
            return order(path.substring(ORDERS.length()));
        }
        return switch (path) {
            case "/" -> home((int) number(query.getOrDefault("page", "1"), "page", Integer.MAX_VALUE / ORDERS_ON_A_PAGE));
            case "/healthz" -> new Answer.File("text/plain", "ready\n");
            case "/style.css" -> new Answer.File("text/css", PeopleHtml.style());
            default -> problem(404, "There is no such page.");
        };
    }

    private Answer home(int page) {
        return store.read(session -> {
            var orders = session.rows(Table.SALES_ORDER, Condition.ALL, "\"OrderCreationDateTime\" DESC, \"RecId\" DESC",
                    (long) (page - 1) * ORDERS_ON_A_PAGE, ORDERS_ON_A_PAGE + 1);
            return new Answer.Page(200, PeopleHtml.home(session, model.entities(), orders, page, ORDERS_ON_A_PAGE, faults.state()));
        });
    }

    private Answer order(String number) {
        return store.read(session -> find(session, number)
                .map(order -> {
                    var here = Condition.equal("SalesOrderNumber", number).and(Entity.COMPANY, order.text(Entity.COMPANY));
                    return (Answer) new Answer.Page(200, PeopleHtml.order(order, session.rows(Table.SALES_LINE, here), session.rows(Table.PACKING_SLIP, here), session.rows(Table.INVOICE, here)));
                })
                .orElse(problem(404, "There is no such order.")));
    }

    private static Optional<Row> find(Session session, String number) {
        return session.find(Table.SALES_ORDER, Condition.equal("SalesOrderNumber", number));
    }

    private Answer post(String path, Map<String, String> form) {
        if (path.startsWith(ORDERS) && path.endsWith(STATUS) && path.length() > ORDERS.length() + STATUS.length()) {
            return setStatus(path.substring(ORDERS.length(), path.length() - STATUS.length()), form.getOrDefault("status", ""));
        }
        return switch (path) {
            case "/orders" -> enterOrder(form);
            case "/faults" -> setFaults(form);
            default -> problem(404, "There is no such page.");
        };
    }

    private Answer setStatus(String number, String status) {
        if (Arrays.stream(ProcessingStatus.values()).noneMatch(known -> known.name().equals(status))) {
            throw new IllegalArgumentException("'status' is one of " + Arrays.toString(ProcessingStatus.values()) + ".");
        }
        return store.write(session -> find(session, number).map(order -> {
            books.update(session, Table.SALES_ORDER, order, new Row().set("SalesOrderProcessingStatus", status));
            return goToOrder(number);
        }).orElse(problem(404, "There is no such order.")));
    }

    /** What a clerk does who takes an order by telephone. */
    private Answer enterOrder(Map<String, String> form) {
        var quantity = BigDecimal.valueOf(number(form.getOrDefault("quantity", ""), "quantity", Integer.MAX_VALUE));
        return store.write(session -> {
            var order = books.insert(session, Table.SALES_ORDER, new Row().set(Entity.COMPANY, NorthwindImport.COMPANY)
                    .set("OrderingCustomerAccountNumber", form.getOrDefault("customer", "")).set("SalesOrderName", "Order by telephone"));
            books.insert(session, Table.SALES_LINE, new Row().set(Entity.COMPANY, NorthwindImport.COMPANY).set("SalesOrderNumber", order.text("SalesOrderNumber"))
                    .set("ProductNumber", form.getOrDefault("product", "")).set("OrderedSalesQuantity", quantity));
            return goToOrder(order.text("SalesOrderNumber"));
        });
    }

    private static Answer goToOrder(String number) {
        return new Answer.GoTo(ORDERS + URLEncoder.encode(number, StandardCharsets.UTF_8));
    }

    private Answer setFaults(Map<String, String> form) {
        var mode = Faults.Mode.labelled(form.getOrDefault("mode", ""))
                .orElseThrow(() -> new IllegalArgumentException("'mode' is one of " + Arrays.stream(Faults.Mode.values()).map(Faults.Mode::label).toList() + "."));
        faults.set(mode, (int) number(form.getOrDefault("count", "1"), "count", MOST_FAULTS),
                (int) number(form.getOrDefault("seconds", "1"), "seconds", LONGEST_DELAY_SECONDS));
        return new Answer.GoTo("/#faults");
    }

    private static long number(String text, String name, int highest) {
        if (text.matches("\\d{1,9}") && Long.parseLong(text) >= 1 && Long.parseLong(text) <= highest) {
            return Long.parseLong(text);
        }
        throw new IllegalArgumentException("'%s' is a number from 1 to %d.".formatted(name, highest));
    }

    private static Map<String, String> form(String encoded) {
        var form = new HashMap<String, String>();
        if (encoded != null) {
            for (var field : encoded.split("&")) {
                var parts = field.split("=", 2);
                form.put(URLDecoder.decode(parts[0], StandardCharsets.UTF_8), parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    private static Answer problem(int status, String message) {
        return new Answer.Page(status, PeopleHtml.problem(message));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'");
        switch (answer) {
            case Answer.Page(int status, String html) -> send(exchange, status, "text/html", html);
            case Answer.File(String type, String text) -> send(exchange, 200, type, text);
            case Answer.GoTo(String path) -> {
                exchange.getResponseHeaders().set("Location", path);
                exchange.sendResponseHeaders(303, -1);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
