package dev.nostro;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What must fit together in the manifests of a region; answers what does not, in sentences.
final class ManifestRules {
    private static final Map<String, String> PROBES =
            Map.of(
                    "startupProbe", "/q/health/started",
                    "livenessProbe", "/q/health/live",
                    "readinessProbe", "/q/health/ready");

    private static final Set<String> FROM_SECRET =
            Set.of(
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    "QUARKUS_DATASOURCE_USERNAME",
                    "QUARKUS_DATASOURCE_PASSWORD");

    private final List<String> found = new ArrayList<>();
    private final Manifests manifests;
    private final JsonNode deployment;
    private final JsonNode pod;
    private final JsonNode node;
    private final JsonNode settings;

    private ManifestRules(Manifests manifests) {
        this.manifests = manifests;
        this.deployment = manifests.only("Deployment").path("spec");
        this.pod = deployment.path("template").path("spec");
        this.node = pod.path("containers").path(0);
        this.settings = manifests.only("ConfigMap").path("data");
    }

    /// Everything that is wrong, given the names a node reads and the version it has.
    static List<String> check(Manifests manifests, Set<String> environment, String version) {
        ManifestRules rules = new ManifestRules(manifests);
        rules.selectorsFindThePods();
        rules.portsAgree();
        rules.probesAskWhatTheNodeAnswers();
        rules.settingsAreRead(environment);
        rules.theDatabaseComesFromASecret();
        rules.theImageIsThisVersion(version);
        rules.theNodeMayDoLittle();
        rules.updatesLoseNothing();
        return rules.found;
    }

    private void selectorsFindThePods() {
        JsonNode labels = deployment.path("template").path("metadata").path("labels");
        JsonNode service = manifests.only("Service").path("spec").path("selector");
        JsonNode budget = manifests.only("PodDisruptionBudget").path("spec").path("selector");
        selects("Deployment", deployment.path("selector").path("matchLabels"), labels);
        selects("Service", service, labels);
        selects("PodDisruptionBudget", budget.path("matchLabels"), labels);
        require(!pod.path("topologySpreadConstraints").isEmpty(), "nodes are not spread");
        for (JsonNode spread : pod.path("topologySpreadConstraints")) {
            selects("spread", spread.path("labelSelector").path("matchLabels"), labels);
        }
    }

    private void selects(String who, JsonNode selector, JsonNode labels) {
        require(
                !selector.isEmpty()
                        && selector.properties().stream()
                                .allMatch(entry ->
                                        labels.path(entry.getKey()).equals(entry.getValue())),
                who + " does not select the pods");
    }

    private void portsAgree() {
        JsonNode port = node.path("ports").path(0);
        require(
                port.path("containerPort").asText().equals(setting("QUARKUS_HTTP_PORT")),
                "the container's port is not the node's");
        require(
                setting("QUARKUS_HTTP_HOST").equals("0.0.0.0"),
                "the node does not answer on the pod's address");
        Stream<JsonNode> served =
                children(manifests.only("Service").path("spec").path("ports"))
                        .map(each -> each.path("targetPort"));
        Stream<JsonNode> probed =
                PROBES.keySet().stream()
                        .map(probe -> node.path(probe).path("httpGet").path("port"));
        Stream.concat(served, probed)
                .filter(target -> !target.asText().equals(port.path("name").asText()))
                .forEach(target -> found.add("no port is named '" + target.asText() + "'"));
    }

    private void probesAskWhatTheNodeAnswers() {
        PROBES.forEach((probe, path) ->
                require(
                        node.path(probe).path("httpGet").path("path").asText().equals(path),
                        probe + " does not ask " + path));
    }

    private void settingsAreRead(Set<String> environment) {
        Stream<String> ours = settings.properties().stream().map(Map.Entry::getKey);
        Stream<String> theirs = children(node.path("env")).map(each -> each.path("name").asText());
        Stream.concat(ours, theirs)
                .filter(name -> !environment.contains(name))
                .forEach(name -> found.add(name + " is nothing that a node reads at start"));
        String map = manifests.only("ConfigMap").path("metadata").path("name").asText();
        require(
                children(node.path("envFrom"))
                        .anyMatch(each ->
                                each.path("configMapRef").path("name").asText().equals(map)),
                "the node does not get its settings");
        require(!setting("NOSTRO_REGION").isEmpty(), "which region it is stays open");
    }

    private void theDatabaseComesFromASecret() {
        require(manifests.kind("Secret").findAny().isEmpty(), "a Secret stands among the files");
        List<String> names =
                children(node.path("env"))
                        .filter(each -> each.path("valueFrom").has("secretKeyRef"))
                        .map(each -> each.path("name").asText())
                        .toList();
        require(
                children(node.path("env"))
                        .map(each -> each.at("/valueFrom/secretKeyRef"))
                        .allMatch(each -> each.path("name").isTextual() && each.has("key")),
                "a secret is not named, or not its key");
        require(Set.copyOf(names).equals(FROM_SECRET), "not all of the database is a secret");
    }

    private void theImageIsThisVersion(String version) {
        require(
                node.path("image").asText().equals("nostro:" + version),
                "the image is not nostro:" + version);
    }

    private void theNodeMayDoLittle() {
        JsonNode rights = node.path("securityContext");
        JsonNode account = manifests.only("ServiceAccount");
        require(pod.path("securityContext").path("runAsNonRoot").asBoolean(), "it may be root");
        require(
                pod.at("/securityContext/seccompProfile/type").asText().equals("RuntimeDefault"),
                "any system call is allowed");
        require(rights.path("readOnlyRootFilesystem").asBoolean(), "it may write its own files");
        require(!rights.path("allowPrivilegeEscalation").asBoolean(true), "it may gain privileges");
        require(rights.at("/capabilities/drop/0").asText().equals("ALL"), "it keeps capabilities");
        require(
                children(node.path("volumeMounts"))
                        .anyMatch(mount -> mount.path("mountPath").asText().equals("/tmp")),
                "it has nowhere for temporary files");
        require(
                pod.path("serviceAccountName").equals(account.at("/metadata/name"))
                        && !pod.path("automountServiceAccountToken").asBoolean(true)
                        && !account.path("automountServiceAccountToken").asBoolean(true),
                "it may talk to the cluster");
        require(
                node.at("/resources/requests").has("cpu")
                        && node.at("/resources/limits").has("memory"),
                "its resources are not bounded");
    }

    private void updatesLoseNothing() {
        require(deployment.path("replicas").asInt() >= 2, "one node is no spare");
        require(
                deployment.at("/strategy/rollingUpdate/maxUnavailable").asInt(1) == 0,
                "an update takes nodes before it brings others");
        long leaves = node.at("/lifecycle/preStop/sleep/seconds").asLong();
        long ends = Duration.parse("PT" + setting("QUARKUS_SHUTDOWN_TIMEOUT")).toSeconds();
        require(leaves > 0, "a node stops while it still gets requests");
        require(
                pod.path("terminationGracePeriodSeconds").asLong() > leaves + ends,
                "a node is killed before its answers are given");
    }

    private String setting(String name) {
        return settings.path(name).asText();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            found.add(otherwise);
        }
    }

    private static Stream<JsonNode> children(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
