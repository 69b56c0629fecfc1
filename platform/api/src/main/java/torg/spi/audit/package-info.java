/**
 * What a module lets the audit log tell of its own tables: {@link torg.spi.audit.AuditedTables}.
 */
@Export
@Version("1.0.0")
package torg.spi.audit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
