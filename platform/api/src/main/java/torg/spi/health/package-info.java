/**
 * Implemented by whoever has something to say about the health of the house.
 */
@Export
@Version("1.0.0")
package torg.spi.health;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
