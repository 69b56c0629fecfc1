package torg.sync.receive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Tells people how far the first reading of a map has come: at most a line every two seconds, and one when it is done. */
final class Progress {
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private final String map;
    private final InstantSource clock;
    private final Consumer<String> say;
    private final Pass.Reading begun;
    private Instant said;

    Progress(String map, Pass.Reading begun, InstantSource clock, Consumer<String> say) {
        this.map = map;
        this.clock = clock;
        this.say = say;
        this.begun = begun;
        this.said = clock.instant();
    }

    /** For what is not the first reading. */
    static Progress silent() {
        return new Progress("", new Pass.Reading(Instant.EPOCH, 0, 0, 0), InstantSource.system(), _ -> {});
    }

    /** So much was taken, and more is to come. */
    void moved(long records, long failed) {
        var now = clock.instant();
        if (records == 0 || Duration.between(said, now).compareTo(BETWEEN) < 0) return;
        said = now;
        say.accept("initial sync goes on " + figures(records, failed, now));
    }

    void done(long records, long failed) {
        say.accept("initial sync done " + figures(records, failed, clock.instant()));
    }

    private String figures(long records, long failed, Instant now) {
        var millis = Math.max(1, Duration.between(begun.since(), now).toMillis());
        return "map=" + map + " records=" + records + " failed=" + failed + " seconds=" + millis / 1000 + "." + millis % 1000 / 100 + " rate=" + (records - begun.before()) * 1000 / millis + "/s";
    }
}
