package torg.demo.erp.books;

/** How one table may be written to. Each method checks, fills in what the ERP knows better, and writes; or throws a {@link Refusal}. */
interface TableRules {
    Row insert(Session session, Row sent);

    Row update(Session session, Row before, Row changes);

    void delete(Session session, Row row);
}
