/**
 * Forms: inputs that become one write, on a page, over several steps, or as JSON. Start at {@link torg.lists.forms.form.FormCompiler} for the
 * document, and at {@link torg.lists.forms.form.FormComponent} and {@link torg.lists.forms.form.FormsResource} for what is sent.
 */
package torg.lists.forms.form;
