package torg.sync.live;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Quotes;
import torg.api.web.Request;
import torg.spi.web.RestResource;

/** What the ERP says at this moment of a product, for a front end that shows the portal's forms itself. */
@Component(service = RestResource.class)
@Path("quotes/{product}")
public final class QuotesResource implements RestResource {
    private static final int LONGEST_KEY = 64;
    private final Quotes quotes;

    @Activate
    public QuotesResource(@Reference Quotes quotes) {
        this.quotes = quotes;
    }

    /**
     * Price and stock of a product; the price is that of the account the caller acts for, or of another one that the caller may see.
     *
     * @param unit key of the unit
     * @param quantity 1 when absent
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public QuoteLine quote(@Context Request request, @PathParam("product") String product, @QueryParam("unit") String unit, @QueryParam("quantity") String quantity, @QueryParam("account") String account) {
        var caller = request.caller();
        if (caller.isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "sync.quote-sign-in", "prices are for customers who signed in");
        if (unit == null || unit.isEmpty() || unit.length() > LONGEST_KEY) throw TorgException.of(ProblemKind.MALFORMED, "sync.quote-unit", "'unit' says in which unit, in 1 to " + LONGEST_KEY + " characters");
        var buyer = account != null ? account : caller.accounts().stream().findFirst().orElse("");
        var quoted = quotes.ask(caller, buyer, List.of(new Quotes.Item(product, unit, amount(quantity))));
        var quote = quoted.quotes().stream().findFirst();
        return new QuoteLine(quoted.state().name().toLowerCase(Locale.ROOT).replace('_', '-'), quote.flatMap(Quotes.Quote::price).orElse(null), quoted.currency().orElse(null), quote.flatMap(Quotes.Quote::inStock).orElse(null));
    }

    private static BigDecimal amount(String quantity) {
        if (quantity == null) return BigDecimal.ONE;
        // So many digits and no more: a few characters can stand for a number with more digits than there is memory.
        if (quantity.matches("[0-9]{1,9}([.][0-9]{1,6})?")) {
            var number = new BigDecimal(quantity);
            if (number.signum() > 0) return number;
        }
        throw TorgException.of(ProblemKind.MALFORMED, "sync.quote-quantity", "'quantity' is a number above zero with at most six decimals");
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
