package torg.api.table;

import torg.api.text.Text;

/** One allowed value of a choice column. */
public record Choice(String value, Text label) {}
