package torg.api.program;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * What the programs have in common that ask a running portal, as an administrator whose password is read at the terminal or from standard input: their options, how
 * they come in, and how they end.
 *
 * <pre>{@code
 * private static final Usage GREET = PortalProgram.asking(Usage.of("torg greet", "", "have the portal say hello"));
 *
 * public static void main(String[] arguments) {
 *     PortalProgram.main(arguments, words -> {
 *         try (var portal = PortalProgram.call(GREET, GREET.read(words))) {
 *             System.out.print(portal.get("/api/greeting", "text/plain"));
 *         }
 *         return 0;
 *     });
 * }
 * }</pre>
 */
public final class PortalProgram {
    private static final String AS = "--as";
    private static final String WHO = "the administrator who asks; the password is asked for as torg password does";
    private static final String URL = "--url";
    private static final int NO_PORTAL = 1;

    private PortalProgram() {}

    /** What a program does. */
    @FunctionalInterface
    public interface Act {
        /**
         * Do it.
         *
         * @param arguments as they were typed behind the program's name
         * @return what scripts see at the end; 0 when all is well
         * @throws Refusal when it will not be done
         * @throws IOException when no portal answers
         */
        int run(List<String> arguments) throws IOException, InterruptedException;
    }

    /** The command with the options that say who asks and where. */
    public static Usage asking(Usage usage) {
        return where(usage.needs(AS, "EMAIL", WHO));
    }

    /** The same for one that can do without a portal. */
    public static Usage mayAsk(Usage usage) {
        return where(usage.takes(AS, "EMAIL", WHO));
    }

    private static Usage where(Usage usage) {
        return usage.has(URL, "http://127.0.0.1:8080", "where the portal answers");
    }

    /**
     * Sign in as these options say, see {@link PortalCall#as}.
     *
     * @throws Refusal also when nobody says who asks
     */
    public static PortalCall call(Usage usage, Usage.Given given) throws IOException, InterruptedException {
        var email = given.value(AS).orElseThrow(() -> new Refusal("option '" + AS + "' is missing: " + usage.line()));
        return PortalCall.as(email, given.value(URL).orElseThrow());
    }

    /** Do it, say in a sentence what went wrong, and end this process. */
    public static void main(String[] arguments, Act act) {
        System.exit(run(List.of(arguments), act, System.err));
    }

    static int run(List<String> arguments, Act act, PrintStream problems) {
        try {
            return act.run(arguments);
        } catch (Refusal refusal) {
            problems.println("torg: " + refusal.getMessage());
            return Refusal.EXIT_CODE;
        } catch (IOException e) {
            problems.println("torg: no portal answers" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")") + "; start it, or say with " + URL + " where it runs");
            return NO_PORTAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NO_PORTAL;
        }
    }
}
