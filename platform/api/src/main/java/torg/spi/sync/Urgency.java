package torg.spi.sync;

import java.util.function.Supplier;

/** How much somebody waits for what an ERP is asked, the most urgent first. It goes with the thread: a connector that asks on several takes it along. */
public enum Urgency {
    /** A person looks at a page that is not there yet. */
    PEOPLE,
    /** What people did here is on its way to the ERP. */
    CHANGES,
    /** What is in the ERP is read here; nobody waits for one record of it. */
    READING;

    private static final ScopedValue<Urgency> CURRENT = ScopedValue.newInstance();

    /** That of the work this thread does; reading where nobody said. */
    public static Urgency current() {
        return CURRENT.orElse(READING);
    }

    /** Do work that is so urgent. */
    public <T> T during(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }
}
