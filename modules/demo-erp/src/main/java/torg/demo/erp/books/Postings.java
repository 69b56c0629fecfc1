package torg.demo.erp.books;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import torg.demo.erp.books.Schema.Sequence;

/** What is posted while an order moves on: a packing slip when goods leave, an invoice when they are charged. */
final class Postings {
    private static final String ORDER = "SalesOrderNumber";
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private Postings() {}

    /** What follows from an order's new status. Whoever goes past a step has it posted as well: nothing is invoiced that was not delivered. */
    static void follow(Session session, Row order, ProcessingStatus next, Instant day) {
        switch (next) {
            case PartiallyDelivered, Delivered -> ship(session, order, day);
            case PartiallyInvoiced, Invoiced -> {
                if (session.count(Table.PACKING_SLIP, of(order)) == 0) ship(session, order, day);
                charge(session, order, next == ProcessingStatus.Invoiced ? BigDecimal.ONE : HALF, day);
            }
            case Active, Confirmed, Picked, Canceled -> { }
        }
    }

    private static void ship(Session session, Row order, Instant day) {
        var number = "PS-" + session.next(Sequence.PACKING_SLIP_NUMBER);
        session.insert(Table.PACKING_SLIP, slip(order, number, day, "TRK" + number.substring(3)));
    }

    /** @param share of what is not charged yet */
    private static void charge(Session session, Row order, BigDecimal share, Instant day) {
        var charged = session.rows(Table.INVOICE, of(order)).stream().map(invoice -> invoice.amount("TotalInvoiceAmount")).reduce(BigDecimal.ZERO, BigDecimal::add);
        var amount = order.amount("OrderTotalAmount").subtract(charged).multiply(share).setScale(2, RoundingMode.HALF_UP);
        var invoice = session.insert(Table.INVOICE, invoice(order, "INV-" + session.next(Sequence.INVOICE_NUMBER), "V-%06d".formatted(session.next(Sequence.VOUCHER_NUMBER)), day, amount));
        session.insert(Table.ATTACHMENT, printed(order, invoice, SalesLines.of(session, order)));
    }

    static Row slip(Row order, String number, Instant day, String tracking) {
        return new Row().set(Entity.COMPANY, order.text(Entity.COMPANY)).set(ORDER, order.text(ORDER)).set("PackingSlipNumber", number).set("DeliveryDate", day)
                .set("TrackingNumber", tracking).set("TrackingURL", tracking.isEmpty() ? "" : "https://tracking.example/" + tracking);
    }

    static Row invoice(Row order, String number, String voucher, Instant day, BigDecimal amount) {
        var invoice = new Row().set(Entity.COMPANY, order.text(Entity.COMPANY)).set("InvoiceNumber", number).set("InvoiceDate", day).set("LedgerVoucher", voucher)
                .set("TotalInvoiceAmount", amount).set("TotalChargeAmount", order.amount("OrderTotalChargesAmount"));
        for (var same : new String[] {ORDER, "InvoiceCustomerAccountNumber", "ContactPersonId", "CustomersOrderReference", "CurrencyCode", "PaymentTermsName", "DeliveryModeCode", "DeliveryTermsCode",
            "SalesOrderOriginCode"}) invoice.set(same, order.text(same));
        return invoice;
    }

    /** The invoice in writing, attached to its order, as an ERP that is set up to archive what it prints does. */
    static Row printed(Row order, Row invoice, List<Row> lines) {
        var number = invoice.text("InvoiceNumber");
        return new Row().set(Entity.COMPANY, order.text(Entity.COMPANY)).set(ORDER, order.text(ORDER)).set("DocumentId", number).set("DocumentAttachmentTypeCode", "File")
                .set("AttachmentDescription", number).set("FileName", number + ".pdf").set("FileType", "pdf").set("Attachment", TextPdf.of(InvoiceText.of(order, invoice, lines)));
    }

    private static Condition of(Row order) {
        return Books.inCompanyOf(order).and(ORDER, order.text(ORDER));
    }
}
