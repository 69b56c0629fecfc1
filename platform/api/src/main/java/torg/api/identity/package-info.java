/**
 * Who asks: the {@link torg.api.identity.Caller} every data call takes.
 */
@Export
@Version("1.0.0")
package torg.api.identity;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
