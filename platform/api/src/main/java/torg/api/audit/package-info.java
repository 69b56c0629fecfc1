/**
 * What happened, who did it, and proof that nobody changed the telling: begin with {@link torg.api.audit.AuditLog}.
 */
@Export
@Version("1.0.0")
package torg.api.audit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
