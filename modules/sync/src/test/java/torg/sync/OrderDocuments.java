package torg.sync;

import torg.testkit.TestSource;

/** Accounts, orders and their lines, and how they go together with an ERP that has them too. */
public final class OrderDocuments {
    /** The map of orders. */
    public static final String ORDERS = """
            map: orders
            connector: dynamics
            entity: [OrdersV9, Orders]
            table: order
            direction: both
            reference: Reference
            erp-key: erpnumber
            same: [account]
            columns:
              number: {field: Reference, else: Number, direction: in}
              erpnumber: {field: Number, direction: in}
              account: Customer
              currency: {from: account.currency}
              status: {field: Status, direction: in, values: {Active: open, Invoiced: invoiced}}
            open: {fields: {Open: "yes"}, column: status, values: [received, open]}
            """;

    private OrderDocuments() {}

    public static TestSource source() {
        return new TestSource()
                .document("tables/account.yml", "{table: account, key: number, columns: {number: {type: text}, name: {type: text, required: true}, currency: {type: text}}}")
                .document("tables/order.yml", """
                        table: order
                        key: number
                        outbox: true
                        columns:
                          number: {type: autonumber, format: W000}
                          erpnumber: {type: text}
                          account: {type: lookup, to: account, required: true}
                          currency: {type: text}
                          status: {type: choice, default: received, choices: {received: Received, open: Open, invoiced: Invoiced, refused: Refused}}
                          statusnote: {type: text}
                        indexes: [[erpnumber]]
                        """)
                .document("tables/line.yml", """
                        table: line
                        key: linekey
                        columns:
                          linekey: {type: autonumber, format: "{order}-{position}"}
                          order: {type: lookup, to: order, part: true}
                          position: {type: integer}
                          quantity: {type: decimal, scale: 2}
                          price: {type: decimal, scale: 2}
                        """)
                .document("maps/orders.yml", ORDERS)
                .document("maps/accounts.yml", "{map: accounts, connector: dynamics, entity: Customers, table: account, columns: {number: Id, name: Name, currency: Currency}}")
                .document("maps/lines.yml", """
                        map: lines
                        connector: dynamics
                        entity: Lines
                        table: line
                        direction: both
                        part-of: orders
                        columns:
                          order: {parent: Order}
                          position: Position
                          linekey: {text: "{order}-{position}"}
                          quantity: Quantity
                          price: {field: Price, direction: in}
                        """);
    }
}
