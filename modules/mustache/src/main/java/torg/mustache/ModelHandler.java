package torg.mustache;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.Iteration;
import com.github.mustachejava.ObjectHandler;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.util.Wrapper;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import torg.api.view.Html;

/**
 * Looks names up in models and nowhere else. Nothing is: a missing value, {@code false}, an empty text or mark-up, an empty list. Everything else
 * is something, zero and an empty model too.
 */
final class ModelHandler implements ObjectHandler {
    @Override
    public Binding createBinding(String name, TemplateContext context, Code code) {
        return name == null ? _ -> null : new ModelName(name);
    }

    @Override
    public Wrapper find(String name, List<Object> scopes) {
        return new ModelName(name)::get;
    }

    @Override
    public Object coerce(Object value) {
        return value;
    }

    @Override
    public Writer iterate(Iteration body, Writer writer, Object value, List<Object> scopes) {
        if (isNothing(value)) return writer;
        if (!(value instanceof List<?> list)) return body.next(writer, value, scopes);
        for (var item : list) {
            Scopes.of(scopes).steps(1);
            body.next(writer, item, scopes);
        }
        return writer;
    }

    @Override
    public Writer falsey(Iteration body, Writer writer, Object value, List<Object> scopes) {
        return isNothing(value) ? body.next(writer, value, scopes) : writer;
    }

    @Override
    public String stringify(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static boolean isNothing(Object value) {
        return switch (value) {
            case null -> true;
            case Boolean flag -> !flag;
            case String text -> text.isEmpty();
            case Html html -> html.markup().isEmpty();
            case List<?> list -> list.isEmpty();
            default -> false;
        };
    }
}
