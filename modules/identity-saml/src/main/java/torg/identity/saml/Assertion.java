package torg.identity.saml;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * What a provider says of a person.
 *
 * @param id by which it is told from every other of this provider
 * @param request the request that it answers
 * @param name of the person, and its format
 * @param authenticated when the person showed there who they are
 * @param until when the provider wants the session that begins by it to end, if it tells
 * @param attributes values by name; where it has a friendly name, by that as well
 */
record Assertion(String id, String request, Name name, Optional<String> session, Instant authenticated, Optional<Instant> until, Map<String, List<String>> attributes) {
    static final Duration SKEW = Duration.ofMinutes(1);
    /** As long as a browser may be away. What was made before that answers nobody. */
    static final Duration NEW = Duration.ofMinutes(10);
    private static final int LONGEST_NAME = 255;
    private static final int MOST_VALUES = 1_000;
    private static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    private static final String ENTITY = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";
    private static final Set<String> UNDERSTOOD = Set.of("AudienceRestriction", "OneTimeUse", "ProxyRestriction");

    record Name(String value, String format) {
        /** Whether it is another one at each sign-in. */
        boolean isTransient() {
            return format.equals("urn:oasis:names:tc:SAML:2.0:nameid-format:transient");
        }
    }

    /**
     * For whom it has to be.
     *
     * @param issuer who is to have said it
     * @param audience what the provider knows the portal by
     * @param recipient where it has to be sent to
     */
    record For(String issuer, String audience, String recipient) {}

    /**
     * Read and check one.
     *
     * <p>Source: SAML 2.0 Core, 2.3 to 2.7; Profiles, 4.1.4.3.
     *
     * @param assertion as it was signed, see {@link Signed}
     */
    static Assertion of(Element assertion, For whom, Instant now) throws Refused {
        if (!Xml.required(assertion, "Version").equals("2.0")) throw new Refused("it is not of SAML 2.0");
        issuer(Xml.one(assertion, Xml.ASSERTION, "Issuer"), whom.issuer);
        var issued = Xml.moment(assertion, "IssueInstant").orElseThrow(() -> new Refused("it does not say when it was made"));
        if (issued.isAfter(now.plus(SKEW)) || issued.isBefore(now.minus(NEW).minus(SKEW))) throw new Refused("it was not made just now");
        var subject = Xml.one(assertion, Xml.ASSERTION, "Subject");
        var confirmed = confirmed(subject, whom, now);
        var conditions = Xml.one(assertion, Xml.ASSERTION, "Conditions");
        conditions(conditions, whom.audience, now);
        var statement = statement(assertion, now);
        return new Assertion(bounded(Xml.required(assertion, "ID")), confirmed, name(Xml.one(subject, Xml.ASSERTION, "NameID")),
                Xml.attribute(statement, "SessionIndex").filter(session -> session.length() <= LONGEST_NAME),
                Xml.moment(statement, "AuthnInstant").orElseThrow(() -> new Refused("it does not say when the person was asked")),
                Xml.moment(statement, "SessionNotOnOrAfter"), attributes(assertion));
    }

    /** Who says it; of a response as well, where that tells. */
    static void issuer(Element issuer, String expected) throws Refused {
        if (!Xml.attribute(issuer, "Format").orElse(ENTITY).equals(ENTITY) || !Xml.text(issuer).equals(expected)) throw new Refused("somebody else says it");
    }

    private static Name name(Element name) throws Refused {
        var value = Xml.text(name);
        if (value.isEmpty()) throw new Refused("the person has no name");
        return new Name(bounded(value), Xml.attribute(name, "Format").orElse(""));
    }

    private static String bounded(String text) throws Refused {
        if (text.length() > LONGEST_NAME) throw new Refused("a name is too long");
        return text;
    }

    /** By whoever carries it, to this address, for a short while, as an answer to the request that is told. */
    private static String confirmed(Element subject, For whom, Instant now) throws Refused {
        var why = new Refused("nothing says that whoever carries it is meant");
        for (var confirmation : Xml.children(subject, Xml.ASSERTION, "SubjectConfirmation")) {
            if (!Xml.required(confirmation, "Method").equals(BEARER)) continue;
            try {
                return confirmed(Xml.one(confirmation, Xml.ASSERTION, "SubjectConfirmationData"), whom.recipient, now);
            } catch (Refused e) {
                why = e;
            }
        }
        throw why;
    }

    private static String confirmed(Element data, String recipient, Instant now) throws Refused {
        if (!Xml.required(data, "Recipient").equals(recipient)) throw new Refused("it was made for another address");
        if (Xml.attribute(data, "NotBefore").isPresent()) throw new Refused("it is to count later, which none may");
        var until = Xml.moment(data, "NotOnOrAfter").orElseThrow(() -> new Refused("it does not say until when it counts"));
        if (!until.plus(SKEW).isAfter(now)) throw new Refused("it counts no more");
        return bounded(Xml.required(data, "InResponseTo"));
    }

    private static void conditions(Element conditions, String audience, Instant now) throws Refused {
        var from = Xml.moment(conditions, "NotBefore");
        var until = Xml.moment(conditions, "NotOnOrAfter");
        if (from.filter(begin -> begin.isAfter(now.plus(SKEW))).isPresent()) throw new Refused("it does not count yet");
        if (until.filter(end -> !end.plus(SKEW).isAfter(now)).isPresent()) throw new Refused("it counts no more");
        for (var condition : Xml.children(conditions)) {
            if (!Xml.ASSERTION.equals(condition.getNamespaceURI()) || !UNDERSTOOD.contains(condition.getLocalName())) throw new Refused("it has a condition that nobody here understands");
        }
        var restrictions = Xml.children(conditions, Xml.ASSERTION, "AudienceRestriction");
        if (restrictions.isEmpty()) throw new Refused("it does not say for whom it was made");
        for (var restriction : restrictions) {
            var audiences = new ArrayList<String>();
            for (var one : Xml.children(restriction, Xml.ASSERTION, "Audience")) audiences.add(Xml.text(one));
            if (!audiences.contains(audience)) throw new Refused("it was made for somebody else");
        }
    }

    private static Element statement(Element assertion, Instant now) throws Refused {
        var statements = Xml.children(assertion, Xml.ASSERTION, "AuthnStatement");
        if (statements.isEmpty()) throw new Refused("it does not say that the person was asked who they are");
        var statement = statements.getFirst();
        if (Xml.moment(statement, "SessionNotOnOrAfter").filter(end -> !end.plus(SKEW).isAfter(now)).isPresent()) throw new Refused("the session there is over");
        return statement;
    }

    private static Map<String, List<String>> attributes(Element assertion) throws Refused {
        var values = new LinkedHashMap<String, List<String>>();
        var left = MOST_VALUES;
        for (var statement : Xml.children(assertion, Xml.ASSERTION, "AttributeStatement")) {
            for (var attribute : Xml.children(statement, Xml.ASSERTION, "Attribute")) {
                var said = new ArrayList<String>();
                for (var value : Xml.children(attribute, Xml.ASSERTION, "AttributeValue")) {
                    if (left-- == 0) throw new Refused("it says too much");
                    if (Xml.children(value).isEmpty()) said.add(Xml.text(value));
                }
                var name = Xml.required(attribute, "Name");
                if (!Xml.attribute(attribute, "FriendlyName").orElse(name).equals(name)) values.computeIfAbsent(Xml.required(attribute, "FriendlyName"), _ -> new ArrayList<>()).addAll(said);
                values.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(said);
            }
        }
        return values;
    }
}
