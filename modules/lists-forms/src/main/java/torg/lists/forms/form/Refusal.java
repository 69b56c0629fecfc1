package torg.lists.forms.form;

import torg.api.text.Text;

/**
 * Values that each are fine, but not together.
 *
 * @param when it holds nothing is saved
 * @param field beside which it is said
 * @param says what is said
 */
public record Refusal(When when, String field, Text says) {}
