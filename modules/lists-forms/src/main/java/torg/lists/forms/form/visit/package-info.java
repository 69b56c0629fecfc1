/** Somebody who looks at a form: what they see of its row, its fields and what they may choose. */
package torg.lists.forms.form.visit;
