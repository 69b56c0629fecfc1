package torg.connector.dynamics;

/** Something was sent that changes the ERP, and it is not known what became of it. Stays inside this module. */
final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswered(String reason, Throwable cause) {
        super(reason, cause);
    }
}
