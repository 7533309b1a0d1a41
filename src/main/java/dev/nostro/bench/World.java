package dev.nostro.bench;

import dev.nostro.local.Links;
import dev.nostro.local.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Three regions of one node each, joined by links that this process carries; what is measured is
/// the first one, and what all of them cost.
///
/// The first has a second node that sends one crossing after the other: the baseline.
final class World implements Site {
    static final String HOME = "eu";
    static final String ABROAD = "us";
    static final Duration ROUND_TRIP = Duration.ofMillis(80);

    private static final List<String> REGIONS = List.of(HOME, ABROAD, "ap");

    /// Regions greet each other every second; a region that was silent is called again soon after.
    private static final Duration GREETING_LIMIT = Duration.ofSeconds(30);

    private static final int SECRET_BYTES = 32;

    private final Links links;
    private final String secret;
    private final List<OwnSite> regions = new ArrayList<>();

    private World(Links links) {
        this.links = links;
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        this.secret = HexFormat.of().formatHex(random);
    }

    /// Returns when every region is ready and reaches the others.
    static World start() throws IOException, InterruptedException {
        var world = new World(Links.open(REGIONS, ROUND_TRIP.dividedBy(2)));
        try {
            world.startAll();
            return world;
        } catch (IOException | InterruptedException | RuntimeException e) {
            world.close();
            throw e;
        }
    }

    private void startAll() throws IOException, InterruptedException {
        for (String name : REGIONS) {
            Map<String, String> config = new HashMap<>(links.nodeConfig(name, secret));
            config.put("nostro.region", name);
            OwnSite region =
                    regions.isEmpty() ? OwnSite.start(config) : home().startAnother(config);
            regions.add(region);
            links.lead(name, List.of(region.service().url()));
        }
        home().startBound(Map.of("nostro.crossing.window", "1"));
        awaitGreetings();
    }

    private void awaitGreetings() throws IOException, InterruptedException {
        for (Endpoint node : nodes()) {
            if (!NodeProcess.awaitOthers(node.url(), GREETING_LIMIT)) {
                throw new IOException(node.url() + " does not reach every region");
            }
        }
    }

    private OwnSite home() {
        return regions.getFirst();
    }

    private OwnSite region(String name) {
        return regions.get(REGIONS.indexOf(name));
    }

    /// A node of the region that is paid.
    Endpoint abroad() {
        return region(ABROAD).service();
    }

    /// From now on a message and its answer take this long between any two regions.
    void delay(Duration roundTrip) {
        for (int i = 0; i < REGIONS.size(); i++) {
            for (String other : REGIONS.subList(i + 1, REGIONS.size())) {
                links.delay(REGIONS.get(i), other, roundTrip.dividedBy(2));
            }
        }
    }

    /// The region that is paid falls silent: it takes nothing of this machine any more.
    void silence() {
        region(ABROAD).pause();
    }

    /// It speaks again; returns when all regions reach each other.
    void wake() throws IOException {
        region(ABROAD).resume();
        try {
            awaitGreetings();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public Endpoint service() {
        return home().service();
    }

    @Override
    public Optional<Endpoint> oneByOne() {
        return home().oneByOne();
    }

    @Override
    public Optional<RawLimit.Database> database() {
        return home().database();
    }

    @Override
    public List<Long> postmasters() {
        return regions.stream().flatMap(each -> each.postmasters().stream()).toList();
    }

    @Override
    public List<Endpoint> nodes() {
        return regions.stream().flatMap(each -> each.nodes().stream()).toList();
    }

    @Override
    public void close() {
        if (!regions.isEmpty()) {
            home().close();
        }
        try {
            links.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the links did not end cleanly", e);
        }
    }
}
