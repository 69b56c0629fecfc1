/**
 * Programs of the command line, which start beside the portal: what they take, as a table ({@link torg.api.program.Usage}), how they ask a running portal
 * ({@link torg.api.program.PortalProgram}, {@link torg.api.program.PortalCall}), and how they say no.
 */
@Export
@Version("1.0.0")
package torg.api.program;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
