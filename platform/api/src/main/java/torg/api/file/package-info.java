/**
 * Files that stand in rows: what a row says of one, its bytes, and which files a column takes.
 */
@Export
@Version("1.0.0")
package torg.api.file;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
