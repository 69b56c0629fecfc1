package torg.api.access;

import java.util.List;

/**
 * An answer with its reasons, for operators and for "why can I not see this?".
 *
 * @param because rules that decided, or what was missing; never shown to the caller it is about unless an operator
 */
public record Decision(boolean allowed, List<String> because) {
    public Decision {
        because = List.copyOf(because);
    }
}
