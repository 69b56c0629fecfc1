/** Texts of authors as mark-up that is safe to show: Markdown is rendered, HTML is let through as far as {@link torg.pages.markup.SafeHtml} goes. */
package torg.pages.markup;
