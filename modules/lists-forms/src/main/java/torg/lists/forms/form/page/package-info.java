/** Forms on pages: on one, in steps, and as a button. */
package torg.lists.forms.form.page;
