package torg.mustache;

import com.github.mustachejava.Code;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.DefaultMustache;
import java.io.Writer;
import java.util.List;

/** The tags of a template, or of a section in it. Each costs a step whether it writes or not, because finding nothing takes time as well. */
final class Body extends DefaultMustache {
    Body(TemplateContext context, DefaultMustacheFactory factory, Code[] codes) {
        super(context, factory, codes, context.file());
    }

    @Override
    public Writer run(Writer writer, List<Object> scopes) {
        Scopes.of(scopes).steps(getCodes().length);
        return super.run(writer, scopes);
    }
}
