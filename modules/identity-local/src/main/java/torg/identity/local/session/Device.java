package torg.identity.local.session;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a browser says that it is, as far as people know it by name. Anybody may say anything, so it is shown and nothing follows from it.
 *
 * @param browser or the name a program gives itself; empty when it says none
 * @param system that it runs on; empty when it does not say
 */
public record Device(String browser, String system) {
    /** Each names itself beside those from which it comes, so that the later ones would be found in the earlier. */
    private static final List<Sign> BROWSERS = List.of(new Sign("Edg", "Edge"), new Sign("OPR/", "Opera"), new Sign("SamsungBrowser/", "Samsung Internet"), new Sign("Firefox/", "Firefox"),
            new Sign("FxiOS/", "Firefox"), new Sign("CriOS/", "Chrome"), new Sign("Chrome/", "Chrome"), new Sign("Safari/", "Safari"));
    private static final List<Sign> SYSTEMS = List.of(new Sign("iPhone", "iOS"), new Sign("iPad", "iPadOS"), new Sign("Android", "Android"), new Sign("Windows", "Windows"), new Sign("CrOS", "ChromeOS"),
            new Sign("Macintosh", "macOS"), new Sign("Linux", "Linux"));
    private static final Pattern PROGRAM = Pattern.compile("([A-Za-z][A-Za-z0-9._-]{0,30})(/.*)?");

    private record Sign(String text, String name) {}

    /** @param agent what it says; empty when it says nothing */
    public static Device of(String agent) {
        return new Device(named(agent, BROWSERS, program(agent)), named(agent, SYSTEMS, ""));
    }

    private static String named(String agent, List<Sign> signs, String otherwise) {
        return signs.stream().filter(sign -> agent.contains(sign.text)).findFirst().map(Sign::name).orElse(otherwise);
    }

    private static String program(String agent) {
        var name = PROGRAM.matcher(agent);
        return name.matches() ? name.group(1) : "";
    }
}
