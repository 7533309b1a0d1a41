package dev.nostro.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// Everything between the regions on one machine: from each to each other a [Line] with the delay
/// of a long way, which can be cut, slowed down and made lossy.
///
/// Region k of the list has the address 127.0.1.(k + 1), counted from 0: others reach it there, and
/// it is known by it when it calls them.
public final class Links implements AutoCloseable {

    /// How many regions there can be.
    public static final int MOST_REGIONS = 8;

    private final List<String> regions;
    private final Map<Pair, Line> lines = new LinkedHashMap<>();
    private final Map<String, Gate> gates = new HashMap<>();

    private record Pair(String from, String to) {}

    private Links(List<String> regions, Duration oneWay) {
        this.regions = List.copyOf(regions);
        for (var from : regions) {
            for (var to : regions) {
                if (!from.equals(to)) {
                    lines.put(new Pair(from, to), new Line(oneWay, new Random()));
                }
            }
        }
    }

    /// Opens a way into each region; it leads nowhere until [#lead] says where the nodes are.
    public static Links open(List<String> regions, Duration oneWay) throws IOException {
        var links = new Links(regions, oneWay);
        try {
            links.openGates();
            return links;
        } catch (IOException e) {
            links.close();
            throw e;
        }
    }

    private void openGates() throws IOException {
        var room = new AtomicLong(Flow.ROOM);
        for (var region : regions) {
            var routes = new HashMap<InetAddress, Tunnel.Route>();
            for (var caller : regions) {
                if (!caller.equals(region)) {
                    var route = new Tunnel.Route(line(caller, region), line(region, caller));
                    routes.put(address(caller), route);
                }
            }
            gates.put(region, new Gate(address(region), routes, room));
        }
    }

    private InetAddress address(String region) {
        return InetAddress.ofLiteral("127.0.1." + (regions.indexOf(region) + 1));
    }

    /// Who answers for a region to the others.
    public void lead(String region, List<URI> nodes) {
        gate(region)
                .leadTo(
                        nodes.stream()
                                .map(node -> new InetSocketAddress(node.getHost(), node.getPort()))
                                .toList());
    }

    public List<String> regions() {
        return regions;
    }

    /// Where the others find a region.
    public URI url(String region) {
        return gate(region).url();
    }

    /// What carries bytes from one region to another; not the way back.
    public Line line(String from, String to) {
        var line = lines.get(new Pair(from, to));
        if (line == null) {
            throw new IllegalArgumentException("no line from " + from + " to " + to);
        }
        return line;
    }

    /// From now on nothing passes between the two, in neither direction.
    public void cut(String one, String other) {
        line(one, other).cut();
        line(other, one).cut();
    }

    /// Everything passes again between the two.
    public void heal(String one, String other) {
        line(one, other).heal();
        line(other, one).heal();
    }

    /// How long it takes between the two, each way.
    public void delay(String one, String other, Duration oneWay) {
        line(one, other).delay(oneWay);
        line(other, one).delay(oneWay);
    }

    /// How many of 10,000 segments get lost between the two, each way.
    public void lose(String one, String other, int of10000) {
        line(one, other).lose(of10000);
        line(other, one).lose(of10000);
    }

    /// How all links are set, a line for each two regions.
    List<String> described() {
        var all = new ArrayList<String>();
        for (int i = 0; i < regions.size(); i++) {
            for (int j = i + 1; j < regions.size(); j++) {
                all.add(described(regions.get(i), regions.get(j)));
            }
        }
        return all;
    }

    /// How the link between the two is set, on one line.
    String described(String one, String other) {
        var there = line(one, other).setting();
        var back = line(other, one).setting();
        return there.equals(back)
                ? one + " - " + other + ": " + there + " each way"
                : one + " - " + other + ": there " + there + "; back " + back;
    }

    /// What a node of this region is told of the others.
    ///
    /// @param secret that all regions share
    public Map<String, String> nodeConfig(String region, String secret) {
        var config = new HashMap<String, String>();
        for (var each : regions) {
            config.put("nostro.regions." + each + ".name", each);
            if (!each.equals(region)) {
                config.put("nostro.regions." + each + ".url", url(each).toString());
            }
        }
        config.put("nostro.link.from", address(region).getHostAddress());
        config.put("nostro.link.secret", secret);
        return config;
    }

    private Gate gate(String region) {
        var gate = gates.get(region);
        if (gate == null) {
            throw new IllegalArgumentException("no region " + region);
        }
        return gate;
    }

    /// Ends every connection between regions. Idempotent.
    @Override
    public void close() throws IOException {
        for (var gate : gates.values()) {
            gate.close();
        }
    }
}
