package torg.store.database;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of {@code torg.store}. */
@ObjectClassDefinition(name = "Torg store", description = "The database that holds rows, change feed and outbox.")
@interface StoreSettings {
    /** The one setting that chooses between the embedded database and PostgreSQL. */
    @AttributeDefinition(description = "jdbc:h2:file:<path>, jdbc:h2:mem:<name> or jdbc:postgresql://<host>/<database>")
    String url();

    @AttributeDefinition(description = "Name to sign in to the database with")
    String user() default "torg";

    @AttributeDefinition(description = "Password to sign in to the database with", type = AttributeType.PASSWORD)
    String password() default "";

    @AttributeDefinition(name = "pool-size", description = "Most connections at once, 2 to 100", min = "2", max = "100")
    int pool$_$size() default 8;
}
