package torg.mustache;

import com.github.mustachejava.Code;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.DefaultMustache;
import java.io.Writer;
import java.util.List;

/** The tags of a template, or of a section in it. Each costs a step whether it writes or not, because finding nothing takes time as well. */
final class Body extends DefaultMustache {
    private final TemplateContext context;

    Body(TemplateContext context, DefaultMustacheFactory factory, Code[] codes) {
        super(context, factory, codes, context.file());
        this.context = context;
    }

    @Override
    public Writer run(Writer writer, List<Object> scopes) {
        try {
            Scopes.of(scopes).steps(getCodes().length);
            return super.run(writer, scopes);
        } catch (MustacheException e) {
            // Of the first that hears of it: where it does not say already, it was here.
            e.setContext(context);
            throw e;
        }
    }
}
