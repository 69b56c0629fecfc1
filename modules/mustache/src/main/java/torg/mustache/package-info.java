/**
 * Paints models with the theme's Mustache templates. Start at {@link torg.mustache.MustachePainter}.
 */
package torg.mustache;
