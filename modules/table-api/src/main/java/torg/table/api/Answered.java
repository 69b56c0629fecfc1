package torg.table.api;

/**
 * What a request is answered with, alone or within a batch.
 *
 * @param location the address of a row that was made, null for none
 * @param tag the version of the row that is shown, null for none
 * @param body written as JSON, a text as it is, null for none
 */
record Answered(int status, String location, String tag, Object body) {
    static final Answered NOTHING = new Answered(204, null, null, null);

    /** The same as a new row is answered. */
    Answered created(String at) {
        return new Answered(201, at, tag, body);
    }
}
