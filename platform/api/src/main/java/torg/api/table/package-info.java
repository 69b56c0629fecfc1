/**
 * Rows and the one gate to them: {@link torg.api.table.Tables}. Values are immutable; every call names its caller and may be made from any thread.
 */
@Export
@Version("1.0.0")
package torg.api.table;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
