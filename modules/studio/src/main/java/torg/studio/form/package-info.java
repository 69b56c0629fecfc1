/**
 * A document that is shown and changed by form, while all that the form does not show stays as it is written. Start at {@link torg.studio.form.FormDocument};
 * {@link torg.studio.form.Changes} collects what was changed, {@link torg.studio.form.Labels} are the fields of a text in several languages. {@link torg.studio.form.Arranged} are lists whose
 * items ({@link torg.studio.form.Items}, of one {@link torg.studio.form.ItemKind}) a form puts in order, adds and takes away.
 */
package torg.studio.form;
