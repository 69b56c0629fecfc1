package torg.api.view;

/** Mark-up that was made by the house and is not escaped again. Never built from what people typed. */
public record Html(String markup) {
    @Override
    public String toString() {
        return markup;
    }
}
