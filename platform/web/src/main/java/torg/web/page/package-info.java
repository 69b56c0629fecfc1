/**
 * From where to bytes. Start at {@link torg.web.page.Pages}: components fill a page's places, the painter paints it, and the output cache keeps what
 * everybody may see.
 */
package torg.web.page;
