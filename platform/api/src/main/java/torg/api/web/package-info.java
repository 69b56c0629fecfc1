/**
 * A request and a reply as plain values, and the way out to other hosts; no servlet type crosses this border.
 */
@Export
@Version("1.0.0")
package torg.api.web;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
