package torg.demo.erp.odata;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;
import org.apache.olingo.commons.api.data.Entity;
import org.apache.olingo.commons.api.data.EntityCollection;
import org.apache.olingo.commons.api.data.EntityIterator;
import org.apache.olingo.commons.api.data.Link;
import torg.demo.erp.books.Condition;
import torg.demo.erp.books.Row;
import torg.demo.erp.books.Select;
import torg.demo.erp.books.Session;

/** The entities of one page, fetched a few hundred at a time while they are written out, so that a long page needs little memory. */
final class RowPages extends EntityIterator {
    private static final int CHUNK = 500;
    private static final String COMPANY = torg.demo.erp.books.Entity.COMPANY;
    private static final String ORDER = "SalesOrderNumber";
    private static final String ORDER_OF_LINES = "\"SalesOrderNumber\", \"LineCreationSequenceNumber\"";

    private final Session session;
    private final Select page;
    private final EntityRows shape;
    private final Optional<Expansion> expansion;
    private final Queue<Entity> ready = new ArrayDeque<>();
    private int fetched;

    /** The lines to put under each order: the only navigation of the model. */
    record Expansion(String navigation, EntityRows lines) {}

    RowPages(Session session, Select page, EntityRows shape, Optional<Expansion> expansion) {
        this.session = session;
        this.page = page;
        this.shape = shape;
        this.expansion = expansion;
    }

    @Override
    public boolean hasNext() {
        if (ready.isEmpty() && fetched < page.limit()) {
            var rows = session.select(page.page(page.offset() + fetched, Math.min(CHUNK, page.limit() - fetched)));
            fetched = rows.isEmpty() ? page.limit() : fetched + rows.size();
            ready.addAll(entities(rows));
        }
        return !ready.isEmpty();
    }

    @Override
    public Entity next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the page has no more rows");
        }
        return ready.remove();
    }

    private List<Entity> entities(List<Row> rows) {
        var entities = rows.stream().map(shape::entity).toList();
        expansion.ifPresent(wanted -> {
            var lines = linesOf(rows, wanted.lines());
            for (int i = 0; i < rows.size(); i++) {
                entities.get(i).getNavigationLinks().add(link(wanted.navigation(), lines.getOrDefault(place(rows.get(i)), List.of())));
            }
        });
        return entities;
    }

    private Map<String, List<Entity>> linesOf(List<Row> orders, EntityRows lines) {
        var columns = new LinkedHashSet<>(lines.columns());
        columns.add(lines.model().columns().get(COMPANY));
        columns.add(lines.model().columns().get(ORDER));
        var numbers = orders.stream().map(order -> order.text(ORDER)).toList();
        var select = new Select(lines.model().table(), columns, Condition.oneOf(ORDER, numbers), ORDER_OF_LINES, 0, Integer.MAX_VALUE);
        return session.select(select).stream().collect(Collectors.groupingBy(RowPages::place, Collectors.mapping(lines::entity, Collectors.toList())));
    }

    private static String place(Row row) {
        return row.text(COMPANY) + '/' + row.text(ORDER);
    }

    private static Link link(String navigation, List<Entity> lines) {
        var collection = new EntityCollection();
        collection.getEntities().addAll(lines);
        var link = new Link();
        link.setTitle(navigation);
        link.setInlineEntitySet(collection);
        return link;
    }
}
