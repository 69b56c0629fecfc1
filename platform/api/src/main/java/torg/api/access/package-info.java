/**
 * What a caller may do with rows: privileges, grants and decisions that say why.
 */
@Export
@Version("1.0.0")
package torg.api.access;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
