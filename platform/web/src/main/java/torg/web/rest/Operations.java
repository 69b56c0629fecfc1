package torg.web.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import torg.api.health.HouseHealth;
import torg.api.health.ModuleState;
import torg.api.health.Status;
import torg.api.problem.TorgException;
import torg.api.site.Sites;
import torg.api.web.Reply;
import torg.web.house.House;
import torg.web.reply.Answer;

/** What machines and operators ask of the house: is it ready, and what are its figures. */
public final class Operations {
    private final ObjectMapper json = Json.mapper();

    /** What a check said. */
    record Check(String level, String message, String next) {}

    /** A module that does not run, and why. */
    record Down(String name, String version, String file, List<String> reasons) {
        static Down of(ModuleState module) {
            return new Down(module.name(), module.version(), module.file(), module.reasons());
        }
    }

    /** What is wrong with a document. */
    record Wrong(String at, String code, String message, String help, boolean fatal) {}

    /**
     * Whether the house is ready, 200 or 503.
     *
     * @param detailed whether the asker may know why
     */
    public Answer health(House house, boolean detailed) {
        var checks = new TreeMap<>(house.health().map(HouseHealth::checks).orElseGet(Map::of));
        if (house.health().isEmpty()) checks.put("kernel", Status.notReady("nobody watches over the house", "look why the kernel did not start"));
        house.sites().ifPresentOrElse(sites -> checks.putIfAbsent("site", site(sites)),
                () -> checks.put("site", Status.notReady("there is no site", "look why the site room did not start")));
        var ready = checks.values().stream().noneMatch(check -> check.level() == Status.Level.NOT_READY);
        var told = new LinkedHashMap<String, Object>();
        told.put("status", ready ? "ready" : "not-ready");
        if (detailed) detail(house, checks, told);
        return new Answer.Fresh(new Reply(ready ? 200 : 503, Map.of("Content-Type", "application/json"), bytes(told)));
    }

    /** All figures, as Prometheus reads them. */
    public Answer metrics(House house) {
        var figures = house.health().map(HouseHealth::prometheus).orElse("");
        return new Answer.Fresh(Reply.of(200, "text/plain;version=0.0.4;charset=utf-8", figures));
    }

    private static Status site(Sites sites) {
        try {
            return Status.ok("site '" + sites.current().name() + "' is served, version " + sites.current().version());
        } catch (TorgException e) {
            return Status.notReady(e.getMessage(), e.help());
        }
    }

    private static void detail(House house, Map<String, Status> checks, Map<String, Object> told) {
        var described = new LinkedHashMap<String, Object>();
        checks.forEach((name, check) -> described.put(name, new Check(level(check), check.message(), check.next())));
        told.put("checks", described);
        told.put("modules", house.health().map(HouseHealth::modules).orElse(List.of()).stream().filter(module -> !module.running()).map(Down::of).toList());
        told.put("problems", house.sites().map(Sites::problems).orElse(List.of()).stream()
                .map(problem -> new Wrong(problem.at().toString(), problem.code(), problem.message(), problem.help(), problem.fatal()))
                .toList());
    }

    private static String level(Status check) {
        return switch (check.level()) {
            case OK -> "ok";
            case WARN -> "warn";
            case NOT_READY -> "not-ready";
        };
    }

    private byte[] bytes(Map<String, Object> told) {
        try {
            return json.writeValueAsBytes(told);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain texts cannot be written", e);
        }
    }
}
