/**
 * Text in several languages, as documents write it.
 */
@Export
@Version("1.0.0")
package torg.api.text;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
