package dev.nostro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The manifests fit each other, the container file and the application. Read from the files, so it
/// runs everywhere; where there is a `kubectl`, what it makes of them is checked as well.
final class KubernetesTest {
    private static final String SINGLE = "k8s/overlays/single";
    private static final Set<String> ENVIRONMENT = ConfigurationKeys.environment();

    @TempDir private Path folder;

    @Test
    void theOverlayFitsTheApplication() {
        assertThat(check(Manifests.files(Project.root().resolve(SINGLE)))).isEmpty();
    }

    @Test
    void kubectlMakesTheSameOfIt() throws IOException, InterruptedException {
        Manifests rendered = Manifests.rendered(render(kubectl()));
        assertThat(check(rendered)).isEmpty();
        assertThat(rendered.names())
                .isEqualTo(Manifests.files(Project.root().resolve(SINGLE)).names());
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    deployment.yaml, image: nostro:, image: nostro:9, the image is not
                    deployment.yaml, /q/health/live, /live, livenessProbe does not ask
                    deployment.yaml, readinessProbe, readynessProbe, readinessProbe does not ask
                    deployment.yaml, containerPort: 8080, containerPort: 80, port is not the node's
                    deployment.yaml, maxUnavailable: 0, maxUnavailable: 1, before it brings others
                    deployment.yaml, replicas: 2, replicas: 1, one node is no spare
                    deployment.yaml, runAsNonRoot: true, runAsNonRoot: false, it may be root
                    deployment.yaml, RuntimeDefault, Unconfined, any system call
                    deployment.yaml, mountPath: /tmp, mountPath: /t, nowhere for temporary files
                    deployment.yaml, - ALL, - CHOWN, it keeps capabilities
                    deployment.yaml, key: password, kei: password, a secret is not named
                    deployment.yaml, PeriodSeconds: 45, PeriodSeconds: 30, before its answers
                    service.yaml, component: node, component: nod, Service does not select
                    service.yaml, targetPort: http, targetPort: web, no port is named 'web'
                    service-account.yaml, Token: false, Token: true, it may talk to the cluster
                    pod-disruption-budget.yaml, component: node, component: n, Budget does not
                    nostro.env, HTTP_PORT, HTTP_PROT, QUARKUS_HTTP_PROT is nothing
                    nostro.env, 0.0.0.0, 127.0.0.1, on the pod's address
                    """)
    void aMistakeIsSeen(String file, String right, String wrong, String seen) throws IOException {
        Path overlay = copy();
        Path target = folder.resolve("base").resolve(file);
        String text = Files.readString(target);
        assertThat(text).contains(right);
        Files.writeString(target, text.replace(right, wrong));
        assertThat(check(Manifests.files(overlay)))
                .anySatisfy(line -> assertThat(line).contains(seen));
    }

    @Test
    void whatIsFixedWhenTheJarIsBuiltIsNoSetting() {
        assertThat(ENVIRONMENT)
                .contains("QUARKUS_HTTP_PORT", "NOSTRO_WRITER_BATCH")
                .doesNotContain("QUARKUS_DATASOURCE_DB_KIND", "QUARKUS_HTTP_PROT");
    }

    @Test
    void theContainerFitsTheDeployment() {
        String container = Project.text("deploy/images/Dockerfile.jvm");
        String deployment = Project.text("k8s/base/deployment.yaml");
        assertThat(first("USER (\\d+):", container))
                .isEqualTo(first("runAsUser: (\\d+)", deployment));
        assertThat(first("EXPOSE (\\d+)", container))
                .isEqualTo(first("containerPort: (\\d+)", deployment));
        assertThat(first("-t (nostro:\\S+)", container)).isEqualTo("nostro:" + Project.version());
        assertThat(container).doesNotContainPattern("FROM \\S*[.:]\\S*/");
    }

    private static List<String> check(Manifests manifests) {
        return ManifestRules.check(manifests, ENVIRONMENT, Project.version());
    }

    private static String first(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElse("nothing like " + pattern);
    }

    private Path copy() throws IOException {
        for (Path file : Project.files("k8s")) {
            Path target = folder.resolve(Path.of("k8s").relativize(file));
            Files.createDirectories(target.resolveSibling("x").getParent());
            Files.copy(Project.root().resolve(file), target);
        }
        return folder.resolve("overlays/single");
    }

    private static Path kubectl() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .map(each -> Path.of(each, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> abort("there is no kubectl here: what it makes stays unchecked"));
    }

    private static String render(Path kubectl) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(kubectl.toString(), "kustomize", SINGLE)
                        .directory(Project.root().toFile())
                        .redirectErrorStream(true)
                        .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
