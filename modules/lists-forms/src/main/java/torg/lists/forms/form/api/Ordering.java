package torg.lists.forms.form.api;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Quotes;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.lists.forms.form.FormView;
import torg.lists.forms.form.Forms;
import torg.lists.forms.form.visit.Visit;

/** Who could order by a form that asks the ERP, and for whom: to others there is nothing to ask. */
record Ordering(Tables tables, Clock clock) {

    /** A form that asks the ERP so and is open to the caller; empty when there is none. */
    Optional<Visit> open(Request request, Predicate<FormView> asks) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "forms.quote-sign-in", "prices and credit are for customers who signed in");
        var forms = request.site().part(Forms.class).stream().flatMap(all -> all.byName().values().stream());
        return forms.filter(asks).map(form -> new Visit(tables, clock, request, form)).filter(visit -> visit.closed().isEmpty()).findFirst();
    }

    static TorgException nothing() {
        return TorgException.of(ProblemKind.NOT_FOUND, "forms.no-quotes", "there is nothing here");
    }

    /** @param account as asked for; null: the one the caller acts for */
    static String buyer(Request request, String account) {
        return account == null ? request.caller().accounts().stream().findFirst().orElse("") : account;
    }

    /** As front ends read it: {@code not-asked}. */
    static String word(Quotes.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
