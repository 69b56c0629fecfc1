package torg.web.door;

/** What the door makes of a request: it is let in, or told why not. */
public sealed interface Entry permits Inbound, Problem {}
