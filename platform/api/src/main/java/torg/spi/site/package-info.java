/**
 * Implemented by content stores and by modules that compile documents.
 */
@Export
@Version("1.0.0")
package torg.spi.site;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
