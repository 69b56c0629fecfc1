/**
 * Implemented by modules that put things on pages or paint them.
 */
@Export
@Version("1.0.0")
package torg.spi.view;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
