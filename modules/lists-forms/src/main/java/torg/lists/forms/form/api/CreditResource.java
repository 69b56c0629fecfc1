package torg.lists.forms.form.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.sync.Quotes;
import torg.api.sync.Quotes.State;
import torg.api.table.Tables;
import torg.api.web.Request;
import torg.lists.forms.form.visit.Visit;
import torg.spi.web.RestResource;

/**
 * How an account stands with the seller at this moment, for a front end that shows the portal's forms itself: to whom a form with {@code credit} is open, and of whose credit they may
 * know. For others there is nothing here.
 */
@Component(service = RestResource.class)
@Path("credit")
public final class CreditResource implements RestResource {
    private final Ordering ordering;
    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY, cardinality = ReferenceCardinality.OPTIONAL)
    private volatile Quotes quotes;

    @Activate
    public CreditResource(@Reference Tables tables) {
        this(tables, Clock.systemUTC(), null);
    }

    /** @param quotes null when nobody asks the ERP */
    public CreditResource(Tables tables, Clock clock, Quotes quotes) {
        this.ordering = new Ordering(tables, clock);
        this.quotes = quotes;
    }

    /** Of the account the caller acts for, or of another one that the caller may order for. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public CreditLine credit(@Context Request request, @QueryParam("account") String account) {
        var asking = quotes;
        var form = ordering.open(request, one -> one.credit().isPresent()).filter(_ -> asking != null).orElseThrow(Ordering::nothing);
        return line(form, Ordering.buyer(request, account), asking);
    }

    /** Of one that the caller may not order for nothing is known, as of one that is not there. */
    private static CreditLine line(Visit form, String buyer, Quotes asking) {
        if (!form.isFor(buyer)) return new CreditLine(Ordering.word(State.NOT_ASKED), null, null, null, null);
        var standing = asking.standing(form.caller(), buyer);
        return new CreditLine(Ordering.word(standing.state()), standing.state() == State.ANSWERED ? standing.onHold() : null,
                standing.limit().orElse(null), standing.left().orElse(null), standing.currency().orElse(null));
    }

    /**
     * What the ERP says.
     *
     * @param state {@code answered}, {@code late}: nothing is known at this moment; {@code not-asked}: nobody can say, or not to this caller
     * @param onHold whether the seller holds back what is ordered, or null
     * @param limit what the account may owe at most, or null
     * @param left how much of it is left, or null
     * @param currency of both, or null
     */
    public record CreditLine(String state, Boolean onHold, BigDecimal limit, BigDecimal left, String currency) {}
}
