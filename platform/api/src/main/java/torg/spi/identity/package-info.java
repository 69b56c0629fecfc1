/**
 * Implemented by modules that know who may come in.
 */
@Export
@Version("1.0.0")
package torg.spi.identity;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
