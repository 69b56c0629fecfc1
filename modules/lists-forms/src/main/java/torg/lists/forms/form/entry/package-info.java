/** What somebody fills in, checked and made to one write. */
package torg.lists.forms.form.entry;
