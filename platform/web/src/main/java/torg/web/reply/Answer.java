package torg.web.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import torg.api.web.Reply;
import torg.api.web.Stream;

/** What the walk ends in. */
public sealed interface Answer permits Answer.Fresh, Answer.Followed, Stored {
    /** Status, headers and bytes. */
    Reply reply();

    /** What becomes of the session that the browser has; empty when it stays as it is. */
    default Optional<Session> session() {
        return Optional.empty();
    }

    /** The same, and this becomes of the browser's session. */
    default Answer with(Session session) {
        return new Fresh(reply(), List.of(), Optional.of(session), Optional.empty());
    }

    /**
     * Made for this request.
     *
     * @param cookies that a module gives, each a {@code Set-Cookie} header of its own
     * @param stream what is sent in place of the reply's body; empty when that is all
     */
    record Fresh(Reply reply, List<String> cookies, Optional<Session> session, Optional<Stream> stream) implements Answer {
        public Fresh {
            cookies = List.copyOf(cookies);
        }

        public Fresh(Reply reply) {
            this(reply, List.of(), Optional.empty(), Optional.empty());
        }

        /** The same with another stream. */
        public Fresh with(Stream other) {
            return new Fresh(reply, cookies, session, Optional.of(other));
        }

        /** The same with one cookie more. */
        public Fresh with(String cookie) {
            var all = new ArrayList<>(cookies);
            all.add(cookie);
            return new Fresh(reply, all, session, stream);
        }

        @Override
        public Answer with(Session next) {
            return new Fresh(reply, cookies, Optional.of(next), stream);
        }
    }

    /**
     * A page as an open one that asks what became of it gets it; it may wait until there is another.
     *
     * @param tag of what it follows: as long as that is the same there is nothing to tell
     * @param tables whose rows what it follows was made of
     * @param who asks: a contact's key, or a program's name
     */
    record Followed(Reply reply, String tag, Set<String> tables, String who) implements Answer {
        public Followed {
            tables = Set.copyOf(tables);
        }
    }

    /** What becomes of a browser's session. Only the house says so: a module's cookie of that name is not sent. */
    sealed interface Session {
        /** The one of this token begins. */
        record Begins(String token, Optional<String> device) implements Session {
            /** In a browser that is not known again. */
            public Begins(String token) {
                this(token, Optional.empty());
            }

            /** The same in a browser that is known again by this. */
            public Begins in(Optional<String> browser) {
                return new Begins(token, browser);
            }
        }

        /** It stays as it is, and the browser keeps the ticket of a sign-in that wants a second factor. */
        record Halfway(String ticket) implements Session {}

        /** It has none any more. */
        record Ends() implements Session {}
    }
}
