package dev.nostro.bench;

import java.net.URI;
import java.nio.ByteBuffer;

/// Reads of one account each, uniform over the funded ones.
final class ReadTraffic implements Traffic {
    private final byte[] path = RequestBytes.ascii("GET /v1/accounts/");
    private final byte[] rest;
    private final Population population;

    ReadTraffic(URI url, Population population) {
        this.rest = RequestBytes.ascii(" HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n");
        this.population = population;
    }

    @Override
    public int weight() {
        return 1;
    }

    @Override
    public int largest() {
        return path.length + population.longestId() + rest.length;
    }

    @Override
    public void write(long n, ByteBuffer out) {
        out.put(path).put(population.id(Pairs.pick(n, population.funded()))).put(rest);
    }

    @Override
    public int judge(long n, Reply answer) {
        return answer.status() == 200 ? 1 : 0;
    }
}
