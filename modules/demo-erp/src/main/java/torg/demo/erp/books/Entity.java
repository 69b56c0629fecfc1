package torg.demo.erp.books;

import java.util.List;
import java.util.Map;

/**
 * An entity set as clients see it: a view of one table.
 *
 * @param set the name of the set, for instance CDSSalesOrderHeaders
 * @param type the name of the entity inside the ERP, which its error texts use
 * @param table where its rows live
 * @param keys the properties that identify a row, in the order of the model
 * @param columns its properties by name, in the order of the model
 */
public record Entity(String set, String type, Table table, List<String> keys, Map<String, Column> columns) {

    /** The property that says which company a row belongs to. */
    public static final String COMPANY = "dataAreaId";

    /** Whether rows belong to one company; the others are shared by all. */
    public boolean isOfCompany() {
        return columns.containsKey(COMPANY);
    }
}
