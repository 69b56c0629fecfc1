package torg.web.door;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

class FaultLogTest {
    @Test
    void aFailureOfAComponentIsToldWithWhatFailedAndWhereTheRestIs() {
        assertThat(said(() -> FaultLog.component("order-list", "/orders", "r-1", new IllegalStateException("inner")))).isEqualTo(
                "component failed component=order-list page=/orders request=r-1 code=web.failed exception=java.lang.IllegalStateException more=<data>/logs/torg.log");
    }

    @Test
    void theCauseOfAKnownFaultIsNamed() {
        var fault = TorgException.of(ProblemKind.BUG, "pages.broken", "a page is broken").causedBy(new ArithmeticException());
        assertThat(said(() -> FaultLog.note("r-2", Problem.of(fault), fault)))
                .isEqualTo("request failed request=r-2 code=pages.broken exception=java.lang.ArithmeticException more=<data>/logs/torg.log");
    }

    private static String said(Runnable act) {
        var logger = (Logger) LoggerFactory.getLogger(FaultLog.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        logger.addAppender(lines);
        try {
            act.run();
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).hasSize(1);
        return lines.list.getFirst().getFormattedMessage();
    }
}
