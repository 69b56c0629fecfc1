package torg.sync.connector;

import java.util.Map;
import java.util.function.Consumer;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;

/**
 * The connectors that run, by name, and what passes to each of their ERPs.
 *
 * @param answered is told of each whose ERP answers
 */
public record Connectors(Map<String, Connector> byName, Governors governors, Consumer<Connector> answered) {
    /** An answer says that the ERP is there, and may ask for a pause. Returns it. */
    public <T> Answer<T> heard(Answer<T> answer, Connector connector) {
        if (!(answer instanceof Answer.Unknown)) answered.accept(connector);
        if (answer instanceof Answer.Later<T>(var delay, _)) governors.of(connector).pause(delay);
        return answer;
    }
}
