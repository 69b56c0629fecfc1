package torg.lists.forms.form.page;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import torg.api.sync.Quotes.Standing;
import torg.api.table.Column;
import torg.api.view.Model;
import torg.lists.forms.form.visit.Scope;
import torg.lists.forms.form.visit.Visit;

/** How the account stands with the seller at this moment, beside what an order comes to. It is only shown: whether the order is taken is for the ERP to say. */
record LiveCredit(Visit visit) {

    /**
     * What {@code components/credit} is handed; empty when there is nothing to say, or the person may not know.
     *
     * @param whole the row so far
     */
    Optional<Model> of(Scope whole) {
        var account = visit.person().account();
        var column = visit.form().credit();
        if (column.isEmpty() || visit.quotes().isEmpty() || account.isEmpty()) return Optional.empty();
        var standing = visit.quotes().get().standing(visit.caller(), account.get());
        return switch (standing.state()) {
            case NOT_ASKED -> Optional.empty();
            case LATE -> Optional.of(model(say("late"), "", List.of(), ""));
            case ANSWERED -> told(column.get(), standing, whole);
        };
    }

    private Optional<Model> told(Column column, Standing standing, Scope whole) {
        var facts = new ArrayList<Model>();
        standing.limit().ifPresent(limit -> facts.add(fact("limit", column, limit, standing.currency())));
        standing.left().ifPresent(left -> facts.add(fact("left", column, left, standing.currency())));
        if (facts.isEmpty() && !standing.onHold()) return Optional.empty();
        return Optional.of(model("", standing.onHold() ? say("hold") : "", facts, isBeyond(column, standing, whole) ? say("beyond") : ""));
    }

    /** Sums of two currencies are not compared, nor is one whose currency nobody knows. */
    private boolean isBeyond(Column column, Standing standing, Scope whole) {
        var currency = column.currency().flatMap(whole::get).map(Object::toString);
        var most = standing.left().or(standing::limit);
        return currency.isPresent() && currency.equals(standing.currency()) && whole.get(column.name()).orElse(null) instanceof BigDecimal total
                && most.filter(left -> left.compareTo(total) < 0).isPresent();
    }

    private Model fact(String what, Column column, BigDecimal amount, Optional<String> currency) {
        return Model.with("label", say(what)).with("text", visit.formats().text(column, amount, currency)).build();
    }

    private Model model(String late, String hold, List<Model> facts, String beyond) {
        return Model.with("title", say("title")).with("late", late).with("hold", hold).with("hasFacts", !facts.isEmpty()).with("facts", facts).with("beyond", beyond).build();
    }

    private String say(String key) {
        return visit.words().text("forms.credit." + key);
    }
}
