/**
 * What is asked of a search, and what it answers: {@link torg.spi.search.Search} takes the one and gives the other.
 */
@Export
@Version("1.0.0")
package torg.api.search;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
