/**
 * Actions: what can be done with a row where it is shown. Start at {@link torg.lists.forms.action.ActionReader} for the document and at
 * {@link torg.lists.forms.action.Actions} for the page.
 */
package torg.lists.forms.action;
