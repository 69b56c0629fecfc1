package torg.spi.sync;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.file.Bytes;
import torg.api.file.MediaType;
import torg.spi.sync.Connector.Answer;

/** What an ERP has in writing of its records, such as an invoice as it was sent. Asked for when a person wants it, and kept nowhere; calls block, from any thread. */
@ConsumerType
public interface Printouts {
    /** How long an answer may take, to its last byte. */
    Duration LONGEST = Duration.ofSeconds(20);
    /** More bytes no printout has. */
    int LARGEST = 10 * 1024 * 1024;

    /**
     * Fetch one.
     *
     * @return {@link Answer.Done} with empty where the ERP has none; {@link Answer.Refused} where several fit, or it says no; never {@link Answer.Unknown}
     * @throws torg.api.problem.TorgException UPSTREAM when the ERP does not answer in time, or with something else or larger; CONFIG when it has no such kind of printout
     */
    Answer<Optional<Printout>> fetch(Wanted wanted);

    /**
     * Which one.
     *
     * @param kind the ERP's name of what is printed: a report, or the entity whose records are files
     * @param where what tells it from all others: field equals value, all of them
     * @param among fields that have one of these values, all of them
     */
    record Wanted(String kind, Map<String, String> where, Map<String, List<String>> among) {
        public Wanted {
            where = Map.copyOf(where);
            among = Map.copyOf(among);
        }
    }

    /**
     * A file.
     *
     * @param bytes at most {@link #LARGEST}
     */
    record Printout(MediaType type, Bytes bytes) {}
}
