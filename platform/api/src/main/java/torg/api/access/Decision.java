package torg.api.access;

import java.util.List;

/**
 * An answer with its reasons, for operators and for "why can I not see this?". Never shown to the caller it is about unless an operator.
 *
 * @param because names of the rules that decided, or what was missing, in words
 * @param tried every rule that speaks of the table and the privilege, in document order; empty where whoever answers for rights tells none
 */
public record Decision(boolean allowed, List<String> because, List<Reason> tried) {
    public Decision {
        because = List.copyOf(because);
        tried = List.copyOf(tried);
    }
}
