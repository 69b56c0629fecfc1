package torg.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.view.Html;
import torg.api.view.Model;

class UndressedPageTest {
    @Test
    void whatThePageSaysIsThereAndTheWaysOn() {
        var model = Model.with("page", Model.with("title", "Orders & <more>").with("body", new Html("<p>Text</p>"))).with("site", Model.with("name", "\"Shop\"").with("home", "/nb"))
                .with("locale", Model.with("tag", "nb")).with("theme", Model.with("styles", List.of("/assets/1/styles.css")))
                .with("menus", Model.with("main", List.of(Model.with("title", "Products").with("link", "/nb/products?a=1&b=2").build(), Model.with("title", "A heading").with("link", "").build())))
                .with("slots", Model.with("main", List.of(new Html("<form>1</form>"), new Html("2"))).with("side", List.of(new Html("3")))).build();

        assertThat(new UndressedPage("Plain <b>", model).markup()).isEqualTo("""
                <!doctype html>
                <html lang="nb">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Orders &amp; &lt;more&gt; - &quot;Shop&quot;</title>
                <link rel="stylesheet" href="/assets/1/styles.css">
                </head>
                <body>
                <header class="head"><div class="band head__row"><a class="brand" href="/nb">&quot;Shop&quot;</a></div></header>
                <main class="main" id="content"><div class="band">
                <p class="notice notice--danger">Plain &lt;b&gt;</p>
                <h1>Orders &amp; &lt;more&gt;</h1>
                <p>Text</p>
                <form>1</form>
                2
                3
                </div></main>
                <footer class="foot"><nav class="band">
                <ul>
                <li><a href="/nb/products?a=1&amp;b=2">Products</a></li>
                </ul>
                </nav></footer>
                </body>
                </html>
                """);
    }
}
