/**
 * Implemented by connectors: one module per kind of ERP.
 */
@Export
@Version("1.0.0")
package torg.spi.sync;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
