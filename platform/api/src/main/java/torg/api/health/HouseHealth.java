package torg.api.health;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The health of the whole house, for {@code /health}, {@code /metrics} and administrators. */
@ProviderType
public interface HouseHealth {
    /** Every check's answer by name, sorted; a check that throws is NOT_READY with a plain sentence. */
    Map<String, Status> checks();

    /** Every module of the folder. */
    List<ModuleState> modules();

    /** All figures in Prometheus' text format, version 0.0.4. */
    String prometheus();
}
