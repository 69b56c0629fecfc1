package torg.connector.files;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the connector, by the names {@code folder}, {@code separator}, {@code charset}, {@code keys} and {@code answer-seconds}. */
@ObjectClassDefinition(name = "Files", description = "Where files are exchanged with the ERP, and how they are written")
public @interface FilesSettings {
    /** The folder that both sides reach. */
    @AttributeDefinition(description = "Folder that the portal and the ERP reach; its subfolders in, out and refused are made")
    String folder();

    /** What stands between fields. */
    @AttributeDefinition(description = "Character between the fields of a line; tab for a tabulator")
    String separator() default ",";

    /** Encoding of the ERP's files. */
    @AttributeDefinition(description = "Encoding of the ERP's files, such as UTF-8 or windows-1252")
    String charset() default "UTF-8";

    /** What tells records of an entity apart, where it is not the first column. */
    @AttributeDefinition(description = "Columns that tell records apart where it is not the first one, such as Lines=Order+Position,Prices=Product+Unit")
    String keys() default "";

    /** How long to wait for the ERP's answer to a new document before it is asked for later. */
    @AttributeDefinition(description = "Seconds to wait for the ERP to take a new document, 0 to 30; afterwards it is looked for now and then", min = "0", max = "30")
    int answer$_$seconds() default 5;
}
