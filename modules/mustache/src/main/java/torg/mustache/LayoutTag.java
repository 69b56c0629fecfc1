package torg.mustache;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.ExtendCode;
import java.io.Writer;
import java.util.List;

/** Stands in another template whose blocks are replaced, not endlessly. */
final class LayoutTag extends ExtendCode {
    LayoutTag(TemplateContext context, DefaultMustacheFactory factory, Mustache blocks, String name) {
        super(context, factory, blocks, name);
    }

    @Override
    public Writer execute(Writer writer, List<Object> scopes) {
        Scopes.of(scopes).enter(name);
        partial.execute(writer, scopes);
        Scopes.of(scopes).leave();
        return appendText(writer);
    }
}
