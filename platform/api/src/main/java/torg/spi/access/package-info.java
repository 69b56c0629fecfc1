/**
 * Implemented by modules that decide: web roles, table permissions, page access. Missing means: nobody may.
 */
@Export
@Version("1.0.0")
package torg.spi.access;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
