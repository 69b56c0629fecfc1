/**
 * Implemented by modules that find pages and rows by the words in them.
 */
@Export
@Version("1.0.0")
package torg.spi.search;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
