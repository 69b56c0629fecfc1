package torg.demo.erp.books;

import java.util.List;
import java.util.stream.Stream;

/** How far an order has come. The names are those of the model; the sales status follows from it. */
public enum ProcessingStatus {
    Active("Backorder"),
    Confirmed("Backorder"),
    Picked("Backorder"),
    PartiallyDelivered("Backorder"),
    Delivered("Delivered"),
    PartiallyInvoiced("Delivered"),
    Invoiced("Invoiced"),
    Canceled("Canceled");

    static final String COLUMN = "SalesOrderProcessingStatus";

    private final String salesStatus;

    ProcessingStatus(String salesStatus) {
        this.salesStatus = salesStatus;
    }

    public static ProcessingStatus of(Row order) {
        return valueOf(order.text(COLUMN));
    }

    /** The member of the model's SalesStatus; Backorder is its name for an open order. */
    public String salesStatus() {
        return salesStatus;
    }

    public boolean isFinal() {
        return this == Invoiced || this == Canceled;
    }

    /** An order goes forward only, and can be cancelled until something was delivered. */
    public List<ProcessingStatus> next() {
        if (isFinal()) {
            return List.of();
        }
        return Stream.of(values()).filter(status -> status == Canceled ? compareTo(Picked) <= 0 : status.compareTo(this) > 0).toList();
    }
}
