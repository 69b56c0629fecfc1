package torg.mustache;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.PartialCode;
import java.io.Writer;
import java.util.List;

/** Includes another template, not endlessly; one that fails takes nothing of the page with it but itself. */
final class PartialTag extends PartialCode {
    PartialTag(TemplateContext context, DefaultMustacheFactory factory, String name) {
        super(context, factory, name);
    }

    @Override
    public Writer execute(Writer writer, List<Object> scopes) {
        Scopes.of(scopes).part(name, (Sheet) writer, () -> partial.execute(writer, scopes));
        return appendText(writer);
    }
}
