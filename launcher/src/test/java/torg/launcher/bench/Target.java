package torg.launcher.bench;

import java.net.URI;
import java.util.function.Supplier;

/**
 * What is measured.
 *
 * @param name for the report
 * @param server where it answers
 * @param pid of the process that answers, for its CPU time
 * @param expected status of a good answer
 * @param request makes the next request; called from several threads
 */
record Target(String name, URI server, long pid, int expected, Supplier<byte[]> request) {}
