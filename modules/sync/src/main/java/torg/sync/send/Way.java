package torg.sync.send;

import torg.spi.sync.Connector.Extent;

/** How one kind of change gets to the ERP. What is left to be sent is worked out anew each time: sent twice, the second time nothing is. */
sealed interface Way permits Creating, Changing, Deleting {
    /** Try once; the outcome is in the outbox. Returns whether the ERP answered at all. */
    boolean send(Attempt attempt);

    /**
     * Whether the ERP did by now what was sent without an answer.
     *
     * @param extent how far it then has got
     */
    boolean isDone(Attempt attempt, Extent extent);
}
