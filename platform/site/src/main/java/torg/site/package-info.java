/**
 * Documents to one immutable site, all or nothing. Start at {@link torg.site.LiveSite} for when it is made, and at {@link torg.site.SiteMaker} for
 * how.
 */
package torg.site;
