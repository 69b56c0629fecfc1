/**
 * Changes that still have to reach the ERP: {@link torg.api.sync.Outbox}; what it says of today's prices, stock and credit: {@link torg.api.sync.Quotes}.
 */
@Export
@Version("1.0.0")
package torg.api.sync;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
