package torg.sync.map;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the sync. */
@ObjectClassDefinition(name = "Sync")
public @interface SyncSettings {
    /** Connectors whose maps rest, with commas between: a site may have maps for several ERPs, and a portal has one of them. */
    @AttributeDefinition(description = "Connectors whose maps rest, such as: tryton")
    String without() default "";

    /** A reading after which more than this share of a map's rows would be gone, and more than {@link #most$_$gone$_$rows} rows, takes none away before an administrator lets it. */
    @AttributeDefinition(description = "Share of a map's rows that may go without asking, in percent", min = "0", max = "100")
    int most$_$gone$_$percent() default 10;

    /** So many rows of a map may go without asking, whatever share they are. */
    @AttributeDefinition(description = "Rows of a map that may go without asking", min = "0")
    int most$_$gone$_$rows() default 20;

    /**
     * What was sent and got no answer may still be under way in the ERP, whatever became of the portal: so long it is only asked for, and not sent again. Less than the usual is for an ERP
     * of which it is known that it is done with a document, or has dropped it, sooner.
     */
    @AttributeDefinition(description = "Seconds for which the ERP may still be at work on what it was sent and did not answer", min = "10", max = "3600")
    int lease() default 90;

    /** Changes in the ERP that take longer to get here, beside the time between two looks, are told at {@code /health}; 0: none are. */
    @AttributeDefinition(description = "Seconds that a change in the ERP may take to get here, beside the time between two looks; 0: any", min = "0", max = "86400")
    int longest$_$lag() default 60;
}
