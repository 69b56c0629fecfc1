package torg.web.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.function.Supplier;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.process.internal.RequestScoped;
import torg.api.identity.Caller;
import torg.api.web.Request;

/** What a resource's method may ask for with {@code @Context}: the caller and the request. */
final class Injected extends AbstractBinder {
    static final String TURN = "torg.turn";

    @Override
    protected void configure() {
        bindFactory(TurnSupplier.class).to(Turn.class).in(RequestScoped.class);
        bindFactory(RequestSupplier.class).to(Request.class).in(RequestScoped.class);
        bindFactory(CallerSupplier.class).to(Caller.class).in(RequestScoped.class);
    }

    /** The turn this Jersey request is about. */
    static Turn turn(ContainerRequestContext context) {
        return (Turn) context.getProperty(TURN);
    }

    /** For the house's own resources. */
    static final class TurnSupplier implements Supplier<Turn> {
        private final ContainerRequestContext context;

        @Inject
        TurnSupplier(ContainerRequestContext context) {
            this.context = context;
        }

        @Override
        public Turn get() {
            return turn(context);
        }
    }

    /** For every resource. */
    static final class RequestSupplier implements Supplier<Request> {
        private final ContainerRequestContext context;

        @Inject
        RequestSupplier(ContainerRequestContext context) {
            this.context = context;
        }

        @Override
        public Request get() {
            return turn(context).request();
        }
    }

    /** For every resource. */
    static final class CallerSupplier implements Supplier<Caller> {
        private final ContainerRequestContext context;

        @Inject
        CallerSupplier(ContainerRequestContext context) {
            this.context = context;
        }

        @Override
        public Caller get() {
            return turn(context).request().caller();
        }
    }
}
