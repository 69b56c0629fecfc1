/**
 * What templates are handed: {@link torg.api.view.Model}, the page that is painted, the types of pages that there are, and small pictures of web files.
 */
@Export
@Version("1.0.0")
package torg.api.view;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
