package torg.launcher.bench;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The only thing in the empty framework: a whiteboard servlet that answers the bytes of a file. It is packed into a bundle by {@link EmptyHouse}. */
public final class BytesServlet extends HttpServlet implements BundleActivator {
    private static final long serialVersionUID = 1L;
    private transient byte[] bytes;

    @Override
    public void start(BundleContext context) throws IOException {
        bytes = Files.readAllBytes(Path.of(System.getProperty("torg.bench.bytes")));
        context.registerService(Servlet.class, this, new Hashtable<>(Map.of("osgi.http.whiteboard.servlet.pattern", "/", "osgi.http.whiteboard.servlet.asyncSupported", true)));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service away.
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
