package torg.launcher.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The words of an answer, of four letters or more: of its head, where they may be percent-encoded, and of its body; of a workbook all that its parts say. A number and a date are written
 * in many ways: long numbers are words without their separators, and so are the years of the far future.
 */
final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_@.-]{2,}[\\p{L}\\p{N}])");
    private static final String NO_PART = "(?![\\p{L}\\p{N}])";
    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\p{N}])(\\d{1,3}(?:[.,'\u2019 \u00a0\u202f]\\d{3})+|\\d+)(?:[.,](\\d+))?" + NO_PART);
    private static final int LONG = 7;
    private static final Pattern DIGITS = Pattern.compile("\\d{" + LONG + ",}");
    private static final Pattern YEAR = Pattern.compile("(?<![\\p{L}\\p{N}]|\\d[.,])(?:2[1-9]|[3-9]\\d)\\d\\d(?![\\p{L}\\p{N}]|[.,]\\d)");
    /** A day as a workbook has it: how many there were since its first. */
    private static final Pattern DAY = Pattern.compile("<v>(\\d{5,7})(?:\\.\\d+)?</v>");
    private static final LocalDate FIRST_DAY = LocalDate.of(1899, 12, 30);
    private static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    /** Said by whoever asked, or other each time. */
    private static final Set<String> LEFT_OUT = Set.of("set-cookie", "x-request-id", "etag", "content-length");

    private Words() {}

    static Set<String> of(String text) {
        var words = WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(HashSet::new));
        words.addAll(numbers(text));
        words.addAll(years(text));
        return words;
    }

    /** Numbers of seven digits or more, as digits alone: as a whole, and with decimals if there are any. */
    static Set<String> numbers(String text) {
        var numbers = DIGITS.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(HashSet::new));
        NUMBER.matcher(text).results().forEach(found -> {
            var whole = found.group(1).replaceAll("\\D", "");
            var decimals = found.group(2) == null ? "" : found.group(2).replaceAll("0+$", "");
            Stream.of(whole, whole + decimals).filter(digits -> digits.length() >= LONG).forEach(numbers::add);
        });
        return numbers;
    }

    /** Years from 2100 on: the part of a date that is always written, and that no ordinary row has. */
    static Set<String> years(String text) {
        return YEAR.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    static Set<String> of(HttpResponse<byte[]> answer) {
        var words = new HashSet<String>();
        answer.headers().map().forEach((header, values) -> {
            if (LEFT_OUT.contains(header)) return;
            words.addAll(of(header));
            for (var value : values) {
                words.addAll(of(value));
                words.addAll(of(decoded(value)));
            }
        });
        var workbook = answer.headers().firstValue("content-type").filter(WORKBOOK::equals).isPresent();
        words.addAll(workbook ? ofWorkbook(answer.body()) : of(new String(answer.body(), StandardCharsets.UTF_8)));
        return words;
    }

    /** As it stands where a per cent sign begins no octet. */
    private static String decoded(String value) {
        return URLDecoder.decode(value.replaceAll("%(?!\\p{XDigit}{2})", "%25").replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** From a file, as the parts of a streamed one have no sizes yet. */
    private static Set<String> ofWorkbook(byte[] bytes) {
        try {
            var file = Files.createTempFile("torg-workbook", ".xlsx");
            try {
                Files.write(file, bytes);
                var words = new HashSet<String>();
                try (var parts = new ZipFile(file.toFile())) {
                    for (var part : Collections.list(parts.entries())) {
                        var text = new String(parts.getInputStream(part).readAllBytes(), StandardCharsets.UTF_8);
                        words.addAll(of(text));
                        DAY.matcher(text).results().forEach(day -> words.addAll(years("" + FIRST_DAY.plusDays(Long.parseLong(day.group(1))).getYear())));
                    }
                }
                return words;
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
