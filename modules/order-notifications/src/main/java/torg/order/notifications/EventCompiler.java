package torg.order.notifications;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Component;
import torg.api.problem.TorgException;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Condition;
import torg.api.table.ConditionText;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.text.Text;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Reads {@code notifications/*.yml}. */
@Component(service = SiteCompiler.class)
public final class EventCompiler implements SiteCompiler<Events> {
    private static final String FOLDER = "notifications";

    @Override
    public Class<Events> part() {
        return Events.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of(FOLDER);
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Schema.class);
    }

    @Override
    public Events compile(SiteSource source, Problems problems) {
        var schema = source.part(Schema.class);
        var events = new TreeMap<String, Event>();
        for (var document : source.documents(FOLDER)) {
            var reader = new Reader(document.fields(), problems);
            var event = new Reading(reader, problems, schema).event();
            reader.done();
            event.ifPresent(read -> {
                if (events.putIfAbsent(read.name(), read) != null) problems.error(reader.at("event"), "notifications.twice", "there are two events '" + read.name() + "'", "give one another name");
            });
        }
        return new Events(events);
    }

    /** One document. */
    private record Reading(Reader reader, Problems problems, Schema schema) {
        Optional<Event> event() {
            var name = name();
            var label = reader.label("label").orElse(Text.of(name));
            var table = table();
            var mail = MailWish.of(reader.word("mail", "now", "daily", "never")).orElseThrow();
            var title = text("title");
            var text = text("text");
            var link = reader.required("link");
            var changed = new LinkedHashSet<>(reader.texts("changes"));
            var to = reader.required("contact");
            var acting = reader.required("account");
            var where = reader.text("when");
            if (table.isEmpty() || name.isEmpty()) return Optional.empty();
            changed.forEach(column -> column(table.get(), column, "changes"));
            path(table.get(), "contact", to);
            path(table.get(), "account", acting);
            if (!link.isEmpty() && (!link.startsWith("/") || link.startsWith("//"))) problems.error(reader.at("link"), "notifications.bad-link", "'" + link + "' is no address of the site",
                        "begin it with '/'");
            var event = new Event(name, label, table.get().name(), changed, when(where, table.get()), to, acting, title, text, link, mail);
            event.named().forEach(column -> column(table.get(), column, "text"));
            return problems.fatal() ? Optional.empty() : Optional.of(event);
        }

        private String name() {
            var name = reader.required("event");
            if (name.isEmpty() || name.length() <= Event.LONGEST_NAME && name.matches("[a-z][a-z0-9-]*")) return name;
            problems.error(reader.at("event"), "notifications.bad-name", "'" + name + "' is no name", "write at most " + Event.LONGEST_NAME + " lower case letters, digits and -");
            return "";
        }

        private Optional<Table> table() {
            var name = reader.required("table");
            var table = schema.find(name).filter(found -> !found.internal());
            if (table.isEmpty() && !name.isEmpty()) problems.error(reader.at("table"), "notifications.unknown-table", "there is no table '" + name + "'",
                    new Unknown(name, schema.tables().keySet()), "use one that there is");
            return table;
        }

        private Text text(String key) {
            var text = reader.label(key);
            if (text.isEmpty()) problems.error(reader.at(key), "notifications.missing", "'" + key + "' is missing here", "add '" + key + ":' with a text");
            return text.orElse(Text.of(""));
        }

        private void column(Table table, String name, String key) {
            var column = table.column(name);
            if (column.isEmpty()) problems.error(reader.at(key), "notifications.unknown-column", "table '" + table.name() + "' has no column '" + name + "'",
                    new Unknown(name, table.columns().keySet()), "use one that it has");
        }

        /** Lookups that end at a row of the table of the key's name; what is missing is told already. */
        private void path(Table table, String key, String path) {
            if (path.isEmpty()) return;
            var last = schema.path(table, path).map(List::getLast).filter(column -> column.type() == ColumnType.LOOKUP).flatMap(Column::target);
            if (!last.equals(Optional.of(key))) problems.error(reader.at(key), "notifications.bad-path", "'" + path + "' leads to no row of table '" + key + "'",
                    "write lookups with points between, such as salesorder." + key);
        }

        private Condition when(Optional<String> text, Table table) {
            try {
                return text.map(written -> ConditionText.read(written, schema, table)).orElseGet(Condition.Everything::new);
            } catch (TorgException e) {
                problems.error(reader.at("when"), "notifications.wrong-condition", e.getMessage(), e.help());
                return new Condition.Nothing();
            }
        }
    }
}
