package torg.mustache;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.DefaultCode;
import java.io.Writer;
import java.util.List;
import torg.api.view.Html;
import torg.api.view.Model;

/** Writes a value: mark-up of the house as it is, everything else escaped, whatever braces the author wrote. */
final class ValueTag extends DefaultCode {
    ValueTag(TemplateContext context, DefaultMustacheFactory factory, String name) {
        super(context, factory, null, name, "");
    }

    @Override
    public Writer execute(Writer writer, List<Object> scopes) {
        var sheet = (Sheet) writer;
        switch (get(scopes)) {
            case null -> {}
            case Html html -> sheet.write(html.markup());
            case String text -> sheet.escaped(text);
            case Model _, List<?> _ -> throw new MustacheException("'" + name + "' is no single value: open it with a section", tc);
            case Object other -> sheet.escaped(oh.stringify(other));
        }
        return appendText(writer);
    }
}
