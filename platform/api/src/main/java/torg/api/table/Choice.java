package torg.api.table;

import torg.api.text.Text;

/** One allowed value of a choice column: what cells hold, at most 64 characters, and what people read. */
public record Choice(String value, Text label) {}
