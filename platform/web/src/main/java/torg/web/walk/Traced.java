package torg.web.walk;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import torg.api.audit.Act;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Reply;
import torg.api.web.Request;
import torg.web.door.DeviceCookie;
import torg.web.door.Inbound;
import torg.web.follow.Followers;
import torg.web.house.House;
import torg.web.reply.Answer;

/** Answers on the trace of a request, and tells the audit log what nobody behind here does: who took a file away with them, and who was turned away for want of rights. */
final class Traced {
    private static final String ATTACHMENT = "attachment";
    private static final int DENIED = 403;
    /** A file, or a part of one. */
    private static final Set<Integer> SENT = Set.of(200, 206);
    /** Characters of an address that is told of whoever was turned away: anybody can make up long ones. */
    private static final int LONGEST_REFUSED = 200;

    private Traced() {}

    static Answer told(Inbound in, Request request, House house, Supplier<Answer> work) {
        return of(in, request.caller()).in(() -> {
            try {
                var answer = request.caller().inPerson() ? work.get() : onBehalf(in, house, work);
                tell(in, request.caller(), house, answer);
                return answer;
            } catch (TorgException e) {
                if (e.kind() == ProblemKind.DENIED) refused(in, house);
                throw e;
            }
        });
    }

    /** Whatever is asked for in somebody's place is told before it is answered; of pages that ask again and again by themselves, and find nothing new, not each. */
    private static Answer onBehalf(Inbound in, House house, Supplier<Answer> work) {
        var audit = house.audit().orElseThrow(() -> TorgException.of(ProblemKind.BUSY, "web.no-audit", "what cannot be told is not done").help("try again in a moment"));
        var act = Act.done("on-behalf-asked").with(in.method() + " " + in.path());
        if (!Followers.follows(in)) {
            audit.add(act);
            return work.get();
        }
        var isNew = true;
        try {
            var answer = work.get();
            isNew = !Followers.knows(in, answer);
            return answer;
        } finally {
            if (isNew) audit.add(act);
            else audit.count(act);
        }
    }

    private static Trace of(Inbound in, Caller caller) {
        return new Trace(Optional.of(caller), in.peer().address(), in.id(), in.headers().getOrDefault("user-agent", ""), in.proof().device().map(DeviceCookie.Device::token).map(DeviceCookie::hash).orElse(""));
    }

    /** A program came with a token that is none, or none any more. */
    static void tokenRefused(Inbound in, House house) {
        of(in, Caller.ANONYMOUS).in(() -> {
            house.audit().ifPresent(audit -> audit.count(Act.refused("token")));
            return null;
        });
    }

    private static void tell(Inbound in, Caller caller, House house, Answer answer) {
        var reply = answer.reply();
        if (reply.status() == DENIED) refused(in, house);
        else if (isTaken(in, reply)) house.audit().ifPresent(audit -> audit.count(Act.done("download").about(caller).with(in.path())));
    }

    /** Whoever only asks how large it is has nothing in hand. */
    private static boolean isTaken(Inbound in, Reply reply) {
        return !in.method().equals("HEAD") && SENT.contains(reply.status()) && reply.headers().getOrDefault("Content-Disposition", "").startsWith(ATTACHMENT);
    }

    /** Anybody may be refused without end. */
    private static void refused(Inbound in, House house) {
        var asked = in.method() + " " + in.path();
        house.audit().ifPresent(audit -> audit.count(Act.refused("request").with(asked.substring(0, Math.min(LONGEST_REFUSED, asked.length())))));
    }
}
