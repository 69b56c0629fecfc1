package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleException;

/** A resolver's essay becomes the one thing that is missing. */
class NotStartedTest {

    private static String reason(Throwable failure) {
        return NotStarted.because("torg.web", failure).reason();
    }

    @Test
    void namesThePackageThatNobodyProvides() {
        var failure = new BundleException("Unable to resolve torg.web [12](R 12.0): missing requirement [torg.web [12](R 12.0)] osgi.wiring.package; "
                + "(&(osgi.wiring.package=jakarta.ws.rs)(version>=3.1.0)(!(version>=4.0.0))) Unresolved requirements: [[torg.web [12](R 12.0)] osgi.wiring.package; (x)]");

        assertThat(reason(failure)).isEqualTo("torg.web needs package jakarta.ws.rs from version 3.1.0, which no bundle provides");
    }

    @Test
    void namesTheLastLinkOfAChain() {
        var failure = new BundleException("Unable to resolve torg.web [12](R 12.0): missing requirement [torg.web [12](R 12.0)] osgi.wiring.package; "
                + "(osgi.wiring.package=org.a) [caused by: Unable to resolve org.a [3](R 3.0): missing requirement [org.a [3](R 3.0)] osgi.wiring.package; "
                + "(osgi.wiring.package=org.b)] Unresolved requirements: [[torg.web [12](R 12.0)] osgi.wiring.package; (osgi.wiring.package=org.a)]");

        assertThat(reason(failure)).isEqualTo("org.a needs package org.b, which no bundle provides");
    }

    @Test
    void namesAMissingCapability() {
        var failure = new BundleException("Unable to resolve torg.web [12](R 12.0): missing requirement [torg.web [12](R 12.0)] osgi.extender; "
                + "(osgi.extender=osgi.component) Unresolved requirements: [[torg.web [12](R 12.0)] osgi.extender; (osgi.extender=osgi.component)]");

        assertThat(reason(failure)).isEqualTo("torg.web needs osgi.extender (osgi.extender=osgi.component), which no bundle provides");
    }

    @Test
    void tellsWhatAnActivatorThrew() {
        assertThat(reason(new BundleException("Activator start error", new IllegalStateException("no room left\nmore")))).isEqualTo("no room left");
        assertThat(reason(new BundleException("Activator start error", new IllegalStateException()))).isEqualTo("IllegalStateException");
    }

    @Test
    void saysSoWhenNobodyTried() {
        assertThat(reason(null)).isEqualTo("nobody started it");
    }
}
