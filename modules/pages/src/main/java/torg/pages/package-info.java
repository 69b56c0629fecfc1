/**
 * Pages as authors write them. Start at {@link torg.pages.PagesCompiler} for what documents become, and at {@link torg.pages.SiteGuide} for how an
 * address finds its page. What they work with lies below, each package knowing only those before it: {@link torg.pages.tree}, {@link torg.pages.former},
 * {@link torg.pages.picture}, {@link torg.pages.markup}, {@link torg.pages.document}, {@link torg.pages.access}, {@link torg.pages.collection}, {@link torg.pages.frame},
 * {@link torg.pages.crawl}, {@link torg.pages.component}, {@link torg.pages.check}, {@link torg.pages.rest} and {@link torg.pages.hook}.
 */
package torg.pages;
