package torg.kernel;

import java.lang.annotation.Annotation;
import java.nio.file.Path;

/**
 * How the kernel is set in a test.
 *
 * @param folders with commas between
 */
record TestSettings(String folders, String stopped, String added, String trusted, boolean unsigned, String catalogue) implements Kernel.Settings {
    /** The modules of this folder, which this file stops. */
    static TestSettings of(Path folder, Path stopped) {
        return new TestSettings(folder.toString(), stopped.toString(), "", "", false, "");
    }

    /** Modules that ship, and modules that are added. */
    static TestSettings of(Path shipped, Path added, Path data) {
        return new TestSettings(shipped + "," + added, data.resolve("modules.properties").toString(), added.toString(), data.resolve("trusted").toString(), true, "");
    }

    TestSettings unsigned(boolean taken) {
        return new TestSettings(folders, stopped, added, trusted, taken, catalogue);
    }

    TestSettings catalogue(String place) {
        return new TestSettings(folders, stopped, added, trusted, unsigned, place);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return Kernel.Settings.class;
    }
}
