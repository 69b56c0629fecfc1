package torg.table.api;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import torg.api.problem.TorgException;
import torg.table.api.ask.Malformed;

/**
 * The {@code if} of a request in a batch: whether it is to be tried, by what came of requests before it. {@code $1/$succeeded} is whether one went well, {@code $1} its answer and
 * {@code $1/status} a member of that, to be compared by {@code eq ne gt ge lt le} with a value; joined by {@code and}, {@code or}, {@code not} and parentheses.
 *
 * <p>Source: OData JSON Format Version 4.01, section 19.1.
 *
 * @param about ids of the requests it asks about
 * @param holds asked with what came of all of them, by id
 */
record Precondition(Set<String> about, Predicate<Map<String, Precondition.Outcome>> holds) {
    private static final int LONGEST = 1_000;
    private static final int DEEPEST = 20;
    private static final String SUCCEEDED = "$succeeded";

    /**
     * What came of a request.
     *
     * @param answer null for none
     */
    record Outcome(boolean succeeded, Object answer) {}

    /** @throws TorgException MALFORMED when it cannot be read */
    static Precondition read(String written) {
        if (written.length() > LONGEST) throw malformed("is longer than " + LONGEST + " characters");
        var reading = new Reading(written);
        var holds = reading.either(0);
        if (!reading.token.isEmpty()) throw malformed("goes on where 'and', 'or' or the end is expected");
        return new Precondition(Set.copyOf(reading.about), holds);
    }

    private static TorgException malformed(String what) {
        return Malformed.body("an 'if' " + what);
    }

    /** One way through the text. */
    private static final class Reading {
        private static final Pattern TOKEN = Pattern.compile("\\s*(\\$([A-Za-z0-9_.-]+)(?:/(\\$succeeded|[A-Za-z0-9_/]+))?|'(?:[^']|'')*'|[()]|[^\\s()'$]+|$)");
        final Set<String> about = new LinkedHashSet<>();
        private final Matcher tokens;
        private String token;

        Reading(String written) {
            tokens = TOKEN.matcher(written);
            next();
        }

        private void next() {
            var from = token == null ? 0 : tokens.end();
            if (!tokens.find(from) || tokens.start() != from) throw malformed("cannot be read behind character " + from);
            token = tokens.group(1);
        }

        private boolean take(String word) {
            if (!token.equals(word)) return false;
            next();
            return true;
        }

        Predicate<Map<String, Outcome>> either(int depth) {
            var holds = both(depth);
            while (take("or")) holds = holds.or(both(depth));
            return holds;
        }

        private Predicate<Map<String, Outcome>> both(int depth) {
            var holds = one(depth);
            while (take("and")) holds = holds.and(one(depth));
            return holds;
        }

        private Predicate<Map<String, Outcome>> one(int depth) {
            if (depth > DEEPEST) throw malformed("is nested deeper than " + DEEPEST + " levels");
            if (take("not")) return one(depth + 1).negate();
            if (!take("(")) return claim();
            var inner = either(depth + 1);
            if (!take(")")) throw malformed("has a parenthesis without its other one");
            return inner;
        }

        private Predicate<Map<String, Outcome>> claim() {
            if (tokens.group(2) == null) throw malformed("compares something that is no '$' with the id of a request");
            var id = tokens.group(2);
            var path = Optional.ofNullable(tokens.group(3));
            about.add(id);
            next();
            var operator = operator(token);
            if (operator.isEmpty()) {
                if (path.equals(Optional.of(SUCCEEDED))) return outcomes -> outcomes.get(id).succeeded;
                throw malformed("has no comparison behind '$" + Malformed.shown(id) + "'");
            }
            var equal = token.equals("eq");
            var unequal = token.equals("ne");
            next();
            var value = value(token);
            next();
            return outcomes -> {
                var found = found(outcomes.get(id), path);
                if (found == null || value == null) return found == value ? equal : unequal;
                return compare(found, value).map(order -> operator.get().test(order)).orElse(unequal);
            };
        }

        private static Object found(Outcome outcome, Optional<String> path) {
            if (path.isEmpty()) return outcome.answer;
            return path.get().equals(SUCCEEDED) ? outcome.succeeded : member(outcome.answer, path.get());
        }

        /** A member of a member, or one whose own name has the slash. */
        private static Object member(Object answer, String path) {
            if (!(answer instanceof Map<?, ?> members)) return null;
            var slash = path.indexOf('/');
            if (slash < 0 || members.containsKey(path)) return members.get(path);
            return member(members.get(path.substring(0, slash)), path.substring(slash + 1));
        }

        private static Optional<IntPredicate> operator(String word) {
            return Optional.ofNullable(switch (word) {
                case "eq" -> order -> order == 0;
                case "ne" -> order -> order != 0;
                case "gt" -> order -> order > 0;
                case "ge" -> order -> order >= 0;
                case "lt" -> order -> order < 0;
                case "le" -> order -> order <= 0;
                default -> null;
            });
        }

        private static Object value(String word) {
            try {
                if (word.startsWith("'")) return word.substring(1, word.length() - 1).replace("''", "'");
                if (word.equals("null")) return null;
                if (word.equals("true") || word.equals("false")) return Boolean.valueOf(word);
                if (word.matches("-?[0-9]{1,20}(\\.[0-9]{1,20})?")) return new BigDecimal(word);
                return word.length() == "2027-01-15".length() ? LocalDate.parse(word) : OffsetDateTime.parse(word).toInstant();
            } catch (DateTimeException e) {
                throw malformed("compares with '" + Malformed.shown(word) + "', which is no text in single quotes, number, date, time, true, false or null").causedBy(e);
            }
        }

        /** How they are ordered; empty when they are of different kinds. */
        @SuppressWarnings("unchecked") // both are of the same class
        private static Optional<Integer> compare(Object found, Object value) {
            var one = found instanceof Number number ? new BigDecimal(number.toString()) : found;
            return one instanceof Comparable<?> && one.getClass() == value.getClass() ? Optional.of(((Comparable<Object>) one).compareTo(value)) : Optional.empty();
        }
    }
}
