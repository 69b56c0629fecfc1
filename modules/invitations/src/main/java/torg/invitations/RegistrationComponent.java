package torg.invitations;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.mail.Mails;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Tables;
import torg.api.text.Characters;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Words;
import torg.invitations.Registering.Asking;
import torg.spi.access.WebRoles;
import torg.spi.identity.Admissions;
import torg.spi.identity.Identity;
import torg.spi.view.Component;

/**
 * {@code component: registration}: where people ask to be let in, and show by the code of a mail that the address is theirs. Not there while the site does not want it. With
 * {@code show: link} it is the way there. The answer is the same whoever the address is of.
 */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class RegistrationComponent implements Component {
    private static final String LINK = "link";
    private static final int LONGEST_COMPANY = 160;
    private static final int LONGEST_NUMBER = 64;
    /** A field that people do not see: what fills it in is none. */
    private static final String TRAP = "website";
    private final Registering registering;
    private final Deciders deciders;
    private final Ticket ticket;
    private final WrongCodes wrong;
    private final Words words = Words.beside(RegistrationComponent.class, "nb");

    @Activate
    public RegistrationComponent(@Reference Tables tables, @Reference Admissions admissions, @Reference Identity identity, @Reference WebRoles roles, @Reference Mails mails) {
        this(tables, admissions, identity, roles, mails, InstantSource.system());
    }

    RegistrationComponent(Tables tables, Admissions admissions, Identity identity, WebRoles roles, Mails mails, InstantSource clock) {
        this.deciders = new Deciders(tables, identity, roles, new Letters(mails));
        this.registering = new Registering(tables, admissions, mails, clock);
        this.ticket = new Ticket(clock);
        this.wrong = new WrongCodes(clock);
    }

    @Override
    public String name() {
        return "registration";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        reader.text("show").filter(show -> !show.equals(LINK)).ifPresent(show -> problems.error(reader.at("show"), "registration.show", "'show' is '" + show + "'", "write link, or leave it out"));
        reader.done();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        var link = place.parameters().get("show").isPresent();
        if (!Registering.isOpen(request.site()) || link && !request.caller().isAnonymous()) return link ? new Filled.Hidden() : new Filled.Absent();
        return shown(request, Model.with("link", link ? Optional.of(Letters.registration(request.site(), request.locale())) : Optional.empty()).build());
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!Registering.isOpen(request.site()) || place.parameters().get("show").isPresent()) return new Outcome.Show(405, new Filled.Absent());
        if (!wrong.mayTry(request.address())) return wait(request);
        wrong.count(request.address());
        return request.form("code").isPresent() ? confirmed(request) : asked(request);
    }

    private Outcome wait(Request request) {
        return new Outcome.Show(429, shown(request, Model.with("problem", words.text(request, "code-wait")).build()));
    }

    private Outcome confirmed(Request request) {
        var good = Code.of(request.form("code").orElse("")).filter(code -> registering.confirm(request.site(), code, deciders)).isPresent();
        return good ? said(request, "registration-confirmed") : new Outcome.Show(422, shown(request, Model.with("problem", words.text(request, "registration-bad")).build()));
    }

    private Outcome asked(Request request) {
        var asking = new Asking(typed(request, "email").toLowerCase(Locale.ROOT), typed(request, "firstname"), typed(request, "lastname"), typed(request, "company"), typed(request, "number"));
        // a machine is told what everybody is told, and learns nothing from it
        if (!typed(request, TRAP).isEmpty()) return said(request, "registration-written");
        var problems = problems(request, asking);
        if (!problems.values().isEmpty()) return again(request, 422, problems);
        if (!ticket.isGood(request.form("ticket").orElse(""))) return again(request, 422, Model.with("problem", words.text(request, "registration-again")).build());
        try {
            registering.ask(request.site(), request.locale(), asking);
            return said(request, "registration-written");
        } catch (TorgException e) {
            if (e.code().equals("mail.no-address")) return again(request, 422, Model.with("emailProblem", words.text(request, "wrong-email")).build());
            // an address that gets no more mails now would be told from others else
            if (e.code().equals("mail.too-many")) return said(request, "registration-written");
            if (e.code().equals("mail.no-public-url")) return again(request, 503, Model.with("problem", words.text(request, "no-mail")).build());
            if (e.kind() == ProblemKind.TOO_MANY) return wait(request);
            throw e;
        }
    }

    private Model problems(Request request, Asking asking) {
        var problems = new Model.Builder();
        if (Inviting.isNoEmail(asking.email())) problems.with("emailProblem", words.text(request, "wrong-email"));
        name(request, problems, "firstname", asking.firstName());
        name(request, problems, "lastname", asking.lastName());
        if (asking.company().isEmpty()) problems.with("companyProblem", words.text(request, "required"));
        else if (isUnfit(asking.company(), LONGEST_COMPANY)) problems.with("companyProblem", words.text(request, "registration-long", LONGEST_COMPANY));
        if (isUnfit(asking.number(), LONGEST_NUMBER)) problems.with("numberProblem", words.text(request, "registration-long", LONGEST_NUMBER));
        return problems.build();
    }

    private void name(Request request, Model.Builder problems, String field, String typed) {
        if (typed.isEmpty()) problems.with(field + "Problem", words.text(request, "required"));
        else if (Inviting.isNoName(typed)) problems.with(field + "Problem", words.text(request, "wrong-name", Inviting.LONGEST_NAME));
    }

    private static boolean isUnfit(String text, int longest) {
        return text.length() > longest || Characters.unfit(text, false);
    }

    private static String typed(Request request, String field) {
        return request.form(field).map(String::strip).orElse("");
    }

    private Outcome said(Request request, String key) {
        return new Outcome.Show(200, shown(request, Model.with("written", words.text(request, key)).build()));
    }

    /** What was typed stands there again. */
    private Outcome again(Request request, int status, Model problems) {
        var model = new Model.Builder();
        for (var field : List.of("email", "firstname", "lastname", "company", "number")) model.with(field, typed(request, field));
        return new Outcome.Show(status, shown(request, model.build().and(problems)));
    }

    private Filled shown(Request request, Model more) {
        return Filled.Shown.personal("components/registration", Model.with("text", words.model(request)).with("ticket", ticket.next()).build().and(more));
    }
}
