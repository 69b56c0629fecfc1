package torg.lists.forms.form.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Quotes;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.lists.forms.form.FormView;
import torg.spi.web.RestResource;

/**
 * What the ERP says at this moment of a product, for a front end that shows the portal's forms itself: to whom a form with {@code live} is open, and for whom it could be filled in.
 * For others there is nothing here.
 */
@Component(service = RestResource.class)
@Path("quotes/{product}")
public final class QuotesResource implements RestResource {
    private static final int LONGEST_KEY = 64;
    private final Ordering ordering;
    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY, cardinality = ReferenceCardinality.OPTIONAL)
    private volatile Quotes quotes;

    @Activate
    public QuotesResource(@Reference Tables tables) {
        this(tables, Clock.systemUTC(), null);
    }

    /** @param quotes null when nobody asks the ERP */
    public QuotesResource(Tables tables, Clock clock, Quotes quotes) {
        this.ordering = new Ordering(tables, clock);
        this.quotes = quotes;
    }

    /**
     * Price and stock of a product; the price is that of the account the caller acts for, or of another one that the caller may order for.
     *
     * @param unit key of the unit
     * @param quantity 1 when absent
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public QuoteLine quote(@Context Request request, @PathParam("product") String product, @QueryParam("unit") String unit, @QueryParam("quantity") String quantity,
            @QueryParam("account") String account) {
        var asking = quotes;
        var form = ordering.open(request, one -> one.lines().flatMap(FormView.Lines::live).isPresent()).filter(_ -> asking != null).orElseThrow(Ordering::nothing);
        if (unit == null || unit.isEmpty() || unit.length() > LONGEST_KEY)
            throw TorgException.of(ProblemKind.MALFORMED, "forms.quote-unit", "'unit' says in which unit, in 1 to " + LONGEST_KEY + " characters");
        var item = new Quotes.Item(product, unit, amount(quantity));
        var buyer = Ordering.buyer(request, account);
        // As an account that is not there.
        var quoted = form.isFor(buyer) ? asking.ask(form.caller(), buyer, List.of(item)) : new Quotes.Quoted(Quotes.State.NOT_ASKED, List.of(), Optional.empty());
        var quote = quoted.quotes().stream().findFirst();
        return new QuoteLine(Ordering.word(quoted.state()), quote.flatMap(Quotes.Quote::price).orElse(null), quoted.currency().orElse(null), quote.flatMap(Quotes.Quote::inStock).orElse(null));
    }

    private static BigDecimal amount(String quantity) {
        if (quantity == null) return BigDecimal.ONE;
        // So many digits and no more: a few characters can stand for a number with more digits than there is memory.
        if (quantity.matches("[0-9]{1,9}([.][0-9]{1,6})?")) {
            var number = new BigDecimal(quantity);
            if (number.signum() > 0) return number;
        }
        throw TorgException.of(ProblemKind.MALFORMED, "forms.quote-quantity", "'quantity' is a number above zero with at most six decimals");
    }

    /**
     * What the ERP says.
     *
     * @param state {@code answered}, {@code late}: use what the portal knows; {@code not-asked}: nobody can say
     * @param price of one unit, or null
     * @param currency of the price, or null
     * @param inStock how many units could be sent, or null
     */
    public record QuoteLine(String state, BigDecimal price, String currency, BigDecimal inStock) {}
}
