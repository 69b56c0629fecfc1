package torg.api.health;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The health of the whole house, for {@code /health}, {@code /metrics} and administrators. */
@ProviderType
public interface HouseHealth {
    /**
     * Every check's answer by name, sorted, at most half a second old. A check that throws or does not answer within a second is NOT_READY with a plain
     * sentence; of two checks with one name the graver answer counts.
     */
    Map<String, Status> checks();

    /** Every module of the folders, those that do not run included. */
    List<ModuleState> modules();

    /** All figures in Prometheus' text format, version 0.0.4. */
    String prometheus();
}
