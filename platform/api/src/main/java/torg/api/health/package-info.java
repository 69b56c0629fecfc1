/**
 * What the house says of itself: status and metrics.
 */
@Export
@Version("1.0.0")
package torg.api.health;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
