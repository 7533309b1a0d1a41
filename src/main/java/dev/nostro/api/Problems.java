package dev.nostro.api;

import dev.nostro.transfer.Reason;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Whatever goes wrong on the way to or from a resource, told as a problem: no other body leaves.
final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    @ServerExceptionMapper
    Response malformed(Malformed e, UriInfo request) {
        return Told.problem(Problem.of(Reason.MALFORMED, path(request)).withErrors(e.errors()))
                .response();
    }

    @ServerExceptionMapper
    Response refusal(Refusal e, UriInfo request) {
        return Told.problem(e.reason(), path(request));
    }

    @ServerExceptionMapper
    Response http(WebApplicationException e, UriInfo request) {
        int status = e.getResponse().getStatus();
        Reason reason =
                switch (status) {
                    case 404 -> Reason.NOT_FOUND;
                    case 405 -> Reason.METHOD_NOT_ALLOWED;
                    case 406 -> Reason.NOT_ACCEPTABLE;
                    case 413 -> Reason.TOO_LARGE;
                    case 414, 431 -> Reason.TOO_LONG;
                    case 415 -> Reason.UNSUPPORTED_MEDIA_TYPE;
                    default -> status < 500 ? Reason.MALFORMED : Reason.INTERNAL;
                };
        if (reason == Reason.INTERNAL) {
            LOG.error("a request ended in a defect", e);
        }
        return Told.problem(reason, path(request));
    }

    /// A read that failed has changed nothing, whatever the cause.
    @ServerExceptionMapper
    Response unexpected(RuntimeException e, UriInfo request) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                LOG.warnf("a read failed: %s", cause.getMessage());
                return Told.problem(Reason.DATABASE_UNAVAILABLE, path(request));
            }
        }
        LOG.error("a request ended in a defect", e);
        return Told.problem(Reason.INTERNAL, path(request));
    }

    /// As it was written, so that it is a URI again.
    private static String path(UriInfo request) {
        return request.getRequestUri().getRawPath();
    }
}
