package torg.launcher.house;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All that somebody can hear in an answer, as one text; what is other each time, whatever the rows are, is left out. {@link HeardTest} says what is not. */
final class Heard {
    private static final Pattern ONCE = Pattern.compile("(?<=name=\"_once\" value=\")[^\"]*");

    private Heard() {}

    /**
     * Everything but when it was, the id of the request, which may be a digit longer each time that it stands in the body, and by what a form knows that it was sent twice,
     * which is drawn anew each time.
     */
    static String of(HttpResponse<String> answer) {
        var headers = new TreeMap<>(answer.headers().map());
        var id = headers.get("x-request-id").getFirst();
        var times = answer.body().split(Pattern.quote(id), -1).length - 1;
        headers.computeIfPresent("content-length", (_, length) -> List.of("" + (Long.parseLong(length.getFirst()) - (long) times * id.length())));
        headers.keySet().removeAll(Set.of("date", "x-request-id"));
        // By it a browser is known again: each is another.
        headers.computeIfPresent("set-cookie", (_, cookies) -> cookies.stream().map(cookie -> cookie.replaceFirst("^torg-device=[^;]+", "torg-device=")).toList());
        return answer.statusCode() + " " + headers + "\n" + ONCE.matcher(answer.body().replace(id, "")).replaceAll("");
    }
}
