package torg.api.health;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A service that is there from when every module that lay in the folders at the start has been tried. It has nothing to say but that: until it comes,
 * modules come one by one, and whoever makes something of what they bring would make it again for each.
 */
@ProviderType
public interface ModulesTried {}
