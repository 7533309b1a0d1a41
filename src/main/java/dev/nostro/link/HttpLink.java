package dev.nostro.link;

import dev.nostro.link.LinkFailure.Kind;
import dev.nostro.region.RegionId;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// Calls over HTTP/2.
@Singleton
final class HttpLink implements Link {

    private static final int OK = 200;

    private final Lines lines;

    HttpLink(Lines lines) {
        this.lines = lines;
    }

    @Override
    public CompletionStage<byte[]> call(RegionId to, String path, byte[] body, Duration within) {
        return lines.ask(to, Message.to(path, body), within)
                .compose(HttpLink::answer)
                .toCompletionStage();
    }

    /// Whatever else came than an answer, the far end may have done something.
    private static Future<byte[]> answer(Lines.Reply reply) {
        return reply.status() == OK
                ? Future.succeededFuture(reply.body().getBytes())
                : Future.failedFuture(new LinkFailure(Kind.UNANSWERED, "status " + reply.status()));
    }

    @Override
    public boolean up(RegionId to) {
        return lines.up(to);
    }
}
