package torg.web;

import torg.api.site.Site;
import torg.api.view.Model;
import torg.spi.view.Painter;

/** Paints every model as its text. */
final class PlainPainter implements Painter {
    @Override
    public String paint(Site site, String template, Model model) {
        return "<" + template + ">" + model + "</" + template + ">";
    }
}
