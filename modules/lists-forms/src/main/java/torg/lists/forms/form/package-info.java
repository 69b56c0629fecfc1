/**
 * Forms: inputs that become one write, on a page, over several steps, or as JSON. Here is what a form's document says; start at {@link torg.lists.forms.form.FormCompiler}.
 * Who looks at it is a {@code visit}, what they fill in an {@code entry}, kept meanwhile as a {@code draft}; {@code page} and {@code api} are the two ways it comes and goes.
 */
package torg.lists.forms.form;
