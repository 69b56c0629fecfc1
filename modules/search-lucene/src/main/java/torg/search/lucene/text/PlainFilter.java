package torg.search.lucene.text;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import torg.api.text.Plain;

/** Words in small plain letters, as every search of the house has them. */
final class PlainFilter extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    PlainFilter(TokenStream in) {
        super(in);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!input.incrementToken()) return false;
        var plain = Plain.of(term.toString());
        term.setEmpty().append(plain);
        return true;
    }
}
