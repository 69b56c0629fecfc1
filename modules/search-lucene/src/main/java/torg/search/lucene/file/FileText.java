package torg.search.lucene.file;

/** What is known of the words of a file. */
public sealed interface FileText {
    /** Its words. Of a long text they are the beginning; of pictures of pages, none. */
    record Words(String text) implements FileText {}

    /** They cannot be read, so that it is found by its name alone. */
    record Unread(Reason reason) implements FileText {}

    /** Why a file cannot be read. */
    enum Reason {
        /** It asks for a password. */
        LOCKED,
        /** It is not what it is called, or only some of it. */
        DAMAGED,
        /** It takes longer than the process is given. */
        SLOW,
        /** It takes more memory than the process is given, or ends it some other way. */
        HEAVY;
    }
}
