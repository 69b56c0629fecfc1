/**
 * Everything a customizer edits, as one immutable value: {@link torg.api.site.Site}.
 */
@Export
@Version("1.0.0")
package torg.api.site;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
