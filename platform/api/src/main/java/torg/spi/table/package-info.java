/**
 * Implemented by modules that bring tables of their own or follow committed changes.
 */
@Export
@Version("1.0.0")
package torg.spi.table;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
