/**
 * Implemented by modules that answer HTTP: filters and JSON resources.
 */
@Export
@Version("1.0.0")
package torg.spi.web;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
