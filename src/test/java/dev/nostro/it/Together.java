package dev.nostro.it;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Many callers who all begin at the same moment.
final class Together {

    private static final long LIMIT_SECONDS = 60;

    private Together() {}

    /// What each of `callers` comes to, in order; the function gives the call of the n-th.
    static <T> List<T> run(int callers, IntFunction<Callable<T>> call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(callers);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running =
                    IntStream.range(0, callers)
                            .mapToObj(call)
                            .map(each ->
                                    threads.submit(() -> {
                                        start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
                                        return each.call();
                                    }))
                            .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get(LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        }
    }
}
