/**
 * Lists and forms by form, seen on a page while they are set: {@link torg.studio.view.ViewEditor} is what both do, {@link torg.studio.view.ListFields} and
 * {@link torg.studio.view.FormFields} say which fields there are and what of the document each one is.
 */
package torg.studio.view;
