package torg.identity.saml;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.api.table.Write;
import torg.api.text.Sha256;

/**
 * Answers that came and count. Each is taken once; what it says is kept for the minute in which the browser that brought it comes back with the ticket, to whichever node, and that it came
 * until none that was made then could count any more. Nothing is kept but what a provider of the settings signed, so that nobody can fill the table.
 */
final class Answers {
    private static final Caller HOUSE = Caller.service("identity-saml");
    private static final Duration TICKET = Duration.ofMinutes(1);
    private static final Duration KEPT = Assertion.NEW.plus(Assertion.SKEW).plus(Assertion.SKEW);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SWEPT = 100;
    private final Tables tables;
    private final InstantSource clock;

    Answers(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * Take an answer that was checked.
     *
     * @param issuer who says it
     * @param id of the assertion
     * @param response as it came
     * @return by which the browser finds it
     */
    String keep(String provider, String issuer, String id, String response) throws Refused {
        sweep(); // first: where it fails nothing was taken yet, and the same answer may come once more
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        var ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try {
            tables.write(HOUSE, Write.of(new Change.Create(AnswerTable.ANSWER, Map.of("answer", Sha256.base64(issuer + "\n" + id), "until", clock.instant().plus(KEPT), "provider", provider,
                    "ticket", Sha256.base64(ticket), "response", response))));
        } catch (TorgException e) {
            if (e.kind() == ProblemKind.CONFLICT) throw new Refused("it came before");
            throw e;
        }
        return ticket;
    }

    /** The response that a ticket is for, once and soon. */
    String take(String provider, String ticket) throws Refused {
        var row = tables.query(HOUSE, Query.of(AnswerTable.ANSWER, "provider", "until", "response").where(Condition.eq("ticket", Sha256.base64(ticket)))).rows().stream().findFirst()
                .orElseThrow(() -> new Refused("the browser came back without an answer"));
        var emptied = new HashMap<String, Object>();
        emptied.put("ticket", null);
        emptied.put("response", null);
        try {
            tables.write(HOUSE, Write.of(new Change.Update(AnswerTable.ANSWER, row.key(), OptionalLong.of(row.version()), emptied)));
        } catch (TorgException e) {
            throw new Refused("the answer was taken meanwhile", e);
        }
        if (!row.text("provider").orElseThrow().equals(provider) || clock.instant()
                .isAfter(row.instant("until").orElseThrow().minus(KEPT).plus(TICKET))) throw new Refused("the browser came back late, or from somebody else");
        return row.text("response").orElseThrow();
    }

    /** Take away what could not count any more, said or not. */
    void sweep() {
        var old = tables.query(HOUSE, Query.of(AnswerTable.ANSWER).where(new Condition.Compare("until", Condition.Operator.LT, new Operand.Literal(clock.instant()))).top(SWEPT)).rows();
        for (var row : old) {
            try {
                tables.write(HOUSE, Write.of(new Change.Delete(AnswerTable.ANSWER, row.key())));
            } catch (TorgException e) {
                if (e.kind() != ProblemKind.NOT_FOUND) throw e; // another node sweeps too
            }
        }
    }
}
