/**
 * Style sheets and SVG pictures of themes and web files: what a browser would pass over in silence is told before it is on the site. Start at
 * {@link torg.site.style.StyleCompiler}.
 */
package torg.site.style;
