/** What is filled in of a form in steps, kept until it is sent. */
package torg.lists.forms.form.draft;
