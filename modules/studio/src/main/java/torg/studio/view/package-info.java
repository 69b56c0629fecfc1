/**
 * Lists and forms by form, seen on a page while they are set: {@link torg.studio.view.ViewComponent} is what both do, {@link torg.studio.view.ListFields} and
 * {@link torg.studio.view.FormFields} say which fields there are and what of the document each one is. Of these, {@link torg.studio.view.ActionFields} are the actions of a list's rows,
 * {@link torg.studio.view.SetFields} what a form sets that nobody types, {@link torg.studio.view.Conditions} which rows a list has.
 */
package torg.studio.view;
