/** Forms as JSON, and what the API says of them. */
package torg.lists.forms.form.api;
