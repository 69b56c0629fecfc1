package torg.mustache;

import com.github.mustachejava.Code;
import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.DefaultMustacheVisitor;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.MustacheVisitor;
import com.github.mustachejava.TemplateContext;
import java.io.Reader;
import java.io.StringReader;
import java.util.Map;

/** Compiles from a given set of templates and nothing else: no files, no class path, no Java members, no code that a template could call. */
final class ClosedFactory extends DefaultMustacheFactory {
    /** Partials are compiled anew where they are included, so templates that include each other many times over have to end somewhere. */
    private static final int MOST_READS = 20_000;
    private static final int MOST_CHARACTERS = 10_000_000;

    private final Map<String, Source> sources;
    private int reads;
    private int characters;

    ClosedFactory(Map<String, Source> sources) {
        this.sources = sources;
        setObjectHandler(new ModelHandler());
    }

    @Override
    public Reader getReader(String name) {
        var source = sources.get(name);
        if (source == null) throw new MustacheException("there is no template '" + name + "'");
        reads++;
        characters += source.text().length();
        if (isExhausted()) throw new MustacheException("the templates include each other too often: more than " + MOST_READS + " times, or " + MOST_CHARACTERS + " characters in all");
        return new StringReader(source.text());
    }

    /** Whether the templates are too much together, so that none further can be compiled. */
    boolean isExhausted() {
        return reads > MOST_READS || characters > MOST_CHARACTERS;
    }

    /** A partial is named from the top of the templates, wherever it is included. */
    @Override
    public String resolvePartialPath(String folder, String name, String ending) {
        return name;
    }

    @Override
    public MustacheVisitor createMustacheVisitor() {
        return new DefaultMustacheVisitor(this) {
            @Override
            public Mustache mustache(TemplateContext context) {
                return new Body(context, df, list.toArray(Code[]::new));
            }

            @Override
            public void value(TemplateContext context, String name, boolean encoded) {
                list.add(new ValueTag(context, df, name));
            }

            @Override
            public void partial(TemplateContext context, String name, String indent) {
                list.add(new PartialTag(context, df, name));
            }

            @Override
            public void extend(TemplateContext context, String name, Mustache blocks) {
                list.add(new LayoutTag(context, df, blocks, name));
            }
        };
    }
}
