/**
 * Pages as authors write them. Start at {@link torg.pages.PagesCompiler} for what documents become, and at {@link torg.pages.SiteGuide} for how an
 * address finds its page.
 */
package torg.pages;
