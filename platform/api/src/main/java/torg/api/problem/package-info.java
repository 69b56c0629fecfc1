/**
 * How an error is said: one exception, a kind that decides what every border does with it, and problems beside fields.
 */
@Export
@Version("1.0.0")
package torg.api.problem;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
