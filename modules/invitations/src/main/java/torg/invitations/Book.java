package torg.invitations;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;

/** The invitations there are. */
final class Book {
    private static final int MOST = 100;
    private final Tables tables;
    private final InstantSource clock;

    Book(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /** The invitation of this code, if it can still be redeemed. */
    Optional<Invitation> open(Code code) {
        return tables.find(Deeds.HOUSE, InvitationTables.INVITATION, code.hash(), Invitation.COLUMNS).map(Invitation::of)
                .filter(invitation -> invitation.isOpen(clock.instant()));
    }

    /** Those that can still be redeemed at the accounts that somebody looks after, the newest first. */
    List<Invitation> open(Inviter inviter) {
        return invitations(Condition.all(inviter.at(tables, "account"), later("expires")), MOST);
    }

    /** Those of one e-mail address to one account. */
    List<Invitation> open(String email, Optional<String> account) {
        var there = account.map(key -> Condition.eq("account", key)).orElse(new Condition.Empty("account"));
        return invitations(Condition.all(Condition.eq("email", email), there, later("expires")), MOST);
    }

    /** How many somebody made within a time until now; those that came of the code of a group left out. */
    int madeBy(String inviter, Duration within, int most) {
        var since = new Condition.Compare("created", Condition.Operator.GT, new Operand.Literal(clock.instant().minus(within)));
        var theirs = Condition.all(Condition.eq("inviter", inviter), new Condition.Empty("joined"), since);
        return tables.query(Deeds.HOUSE, Query.of(InvitationTables.INVITATION).where(theirs).top(most)).rows().size();
    }

    /** Some of those that ran out so long ago that nobody asks after them any more: what was done stands in the deeds. */
    List<String> forgotten(Duration ago, int most) {
        var before = new Condition.Compare("expires", Condition.Operator.LE, new Operand.Literal(clock.instant().minus(ago)));
        return tables.query(Deeds.HOUSE, Query.of(InvitationTables.INVITATION).where(before).top(most)).rows().stream().map(Row::key).toList();
    }

    private List<Invitation> invitations(Condition which, int most) {
        var query = Query.of(InvitationTables.INVITATION, Invitation.COLUMNS).where(which).order(new Query.Order("created", true)).top(most);
        return tables.query(Deeds.HOUSE, query).rows().stream().map(Invitation::of).filter(invitation -> invitation.isOpen(clock.instant())).toList();
    }

    private Condition later(String column) {
        return new Condition.Compare(column, Condition.Operator.GT, new Operand.Literal(clock.instant()));
    }
}
