package torg.connector.dynamics;

import java.util.regex.Pattern;

/**
 * The first bad part of a multipart answer, or none: in an atomic change set one refusal stands for all.
 *
 * @param done how many parts say that theirs was done
 */
record BatchAnswer(int status, String json, int done) {
    /** At the beginning of a line, where no text of a JSON body can stand. */
    private static final Pattern PART = Pattern.compile("^HTTP/1\\.1 (\\d{3})[^\\r\\n]*", Pattern.MULTILINE);

    /** The first part that is not 2xx; when all are fine, a part with status 200 and no text. */
    static BatchAnswer of(int outerStatus, String text) {
        if (outerStatus >= 300) return new BatchAnswer(outerStatus, text, 0);
        var parts = PART.matcher(text);
        var done = 0;
        while (parts.find()) {
            var status = Integer.parseInt(parts.group(1));
            if (status >= 300) return new BatchAnswer(status, json(text, parts.end()), done);
            done++;
        }
        return new BatchAnswer(200, "", done);
    }

    private static String json(String text, int from) {
        var start = text.indexOf('{', from);
        var end = text.indexOf("\n--", from);
        return start < 0 || (end >= 0 && end < start) ? "{}" : text.substring(start, end < 0 ? text.length() : end).strip();
    }
}
