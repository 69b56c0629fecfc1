package torg.personal.data;

import java.util.Optional;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.text.Characters;
import torg.api.web.Request;
import torg.spi.identity.Admissions;
import torg.spi.identity.Entrance;

/** Whose data a request may have: one's own, and for administrators anybody's. Only in a session, in person, by who proved of late who they are. */
record Whose(Entrance entrance, Admissions admissions) {
    /** The parameter that says whose data an administrator wants. */
    static final String PERSON = "person";
    private static final int LONGEST = 254;

    /** Whether who asks is a person in a session of their own. */
    static boolean admits(Request request) {
        return request.csrf().isPresent() && request.caller().contact().isPresent() && request.caller().inPerson();
    }

    static boolean isAdministrator(Request request) {
        return admits(request) && request.site().settings().isAdministrator(request.caller());
    }

    boolean isFresh(Request request) {
        return admits(request) && entrance.isFresh(request.caller(), request.csrf().orElseThrow());
    }

    /**
     * The contact whose data is wanted: who asks, when nobody is named.
     *
     * @throws TorgException SIGN_IN for nobody; DENIED for whoever is no person in a session, may not ask for somebody else, or has to prove first who they are; INVALID for what is
     *     neither a key nor an address
     */
    String contact(Request request) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "personal-data.sign-in", "personal data is handed out to who signed in");
        if (!admits(request)) throw denied();
        var own = request.caller().contact().orElseThrow();
        var asked = request.query(PERSON).map(String::strip).filter(text -> !text.isEmpty());
        if (asked.isPresent() && !asked.get().equals(own) && !isAdministrator(request)) throw denied();
        demandFresh(request);
        return asked.map(this::key).orElse(own);
    }

    /**
     * The contact whom an administrator names, other than themselves.
     *
     * @param asked key, or the address with which somebody signs in
     * @throws TorgException as {@link #contact(Request)}; DENIED {@code personal-data.own} for themselves
     */
    String another(Request request, String asked) {
        if (request.caller().isAnonymous()) throw TorgException.of(ProblemKind.SIGN_IN, "personal-data.sign-in", "sign in as an administrator");
        if (!isAdministrator(request)) throw denied();
        demandFresh(request);
        var contact = key(asked.strip());
        if (request.caller().contact().equals(Optional.of(contact))) throw TorgException.of(ProblemKind.DENIED, "personal-data.own", "nobody erases themselves").help("ask another administrator");
        return contact;
    }

    private void demandFresh(Request request) {
        if (isFresh(request)) return;
        throw TorgException.of(ProblemKind.DENIED, "personal-data.prove", "it is too long ago that you proved who you are")
                .help("prove it once more at " + Entrance.again(request, request.link("/")));
    }

    /** A key, or the address with which somebody signs in. */
    private String key(String asked) {
        if (asked.length() > LONGEST || Characters.unfit(asked, false)) {
            throw TorgException.of(ProblemKind.INVALID, "personal-data.person", "this is neither the key nor the e-mail address of a contact");
        }
        return Optional.of(asked).filter(text -> text.contains("@")).flatMap(admissions::holder).orElse(asked);
    }

    private static TorgException denied() {
        return TorgException.of(ProblemKind.DENIED, "personal-data.denied", "personal data is handed out to the person and to administrators");
    }
}
