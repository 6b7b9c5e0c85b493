package dev.dromos.deploy;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A Kubernetes API server of its own, with an etcd of its own, on this machine alone: nothing is scheduled and no controller runs. Both
 * are processes that end with {@link #close}, at the latest with this one.
 */
public final class ApiServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;

    private final Path assets;
    private final Path directory;
    private final String token = UUID.randomUUID().toString();
    private final List<Process> processes = new ArrayList<>();
    private final Thread end = new Thread(this::endProcesses);
    private final List<String> options;
    private final String url;
    private final Config config;
    private final KubernetesClient client;

    private ApiServer(Path assets) throws IOException {
        this.assets = assets;
        this.directory = Files.createTempDirectory("dromos-api-server");
        Runtime.getRuntime().addShutdownHook(end);
        int etcd = freePort();
        int port = freePort();
        this.options = kubeApiServer(etcd, port);
        processes.add(run("etcd", etcd(etcd)));
        processes.add(run("kube-apiserver", options));
        this.url = "https://127.0.0.1:" + port;
        this.config = new ConfigBuilder(Config.empty())
                .withMasterUrl(url)
                .withOauthToken(token)
                .withNamespace("default")
                .withCaCertFile(awaitCertificate().toString())
                .build();
        this.client = new KubernetesClientBuilder().withConfig(config).build();
        awaitReady();
    }

    /** Starts one from the programs in a directory; a few seconds. Somebody may take a port between its choice and its use. */
    static ApiServer start(Path assets) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return new ApiServer(assets);
            } catch (IOException e) {
                if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("address already in use")) {
                    throw e;
                }
            }
        }
    }

    /** A client that may do anything. */
    public KubernetesClient client() {
        return client;
    }

    /** What a client needs that is somebody. */
    public Config as(String bearer) {
        return new ConfigBuilder(config).withOauthToken(bearer).build();
    }

    /** A token of a service account, as its pods are given one. */
    public String token(String namespace, String account) {
        var path = "/api/v1/namespaces/%s/serviceaccounts/%s/token".formatted(namespace, account);
        var request = Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "TokenRequest", "spec", Map.of());
        var answer = client.getKubernetesSerialization()
                .unmarshal(client.raw(path, "POST", request), GenericKubernetesResource.class);
        return answer.get("status", "token");
    }

    /** Ends the API server at once, in the middle of whatever it does; what it has stored stays. */
    void kill() throws InterruptedException {
        processes.getLast().destroyForcibly().waitFor();
    }

    /** Starts it again, at the same address and with what it had stored. */
    void startAgain() throws IOException {
        processes.set(processes.size() - 1, run("kube-apiserver", options));
        awaitReady();
    }

    /** Without a slash at its end. */
    String url() {
        return url;
    }

    /** The directory with the programs, {@code kubectl} among them. */
    Path assets() {
        return assets;
    }

    /** A file for {@code kubectl}, which may do anything with it. */
    public Path kubeconfig() {
        return kubeconfig("kubeconfig", token);
    }

    /** A file for {@code kubectl} and other clients, with a token of somebody's. */
    Path kubeconfig(String file, String bearer) {
        return write(file, """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "%s", certificate-authority: "%s"}}]
                users: [{name: test, user: {token: "%s"}}]
                contexts: [{name: test, context: {cluster: test, user: test}}]
                current-context: test
                """.formatted(url(), config.getCaCertFile(), bearer));
    }

    /** Creates a custom resource definition, or changes it, and waits until the server serves it. */
    void install(Path definition) {
        try (var text = Files.newInputStream(definition)) {
            var installed = client.resource(
                            client.getKubernetesSerialization().unmarshal(text, CustomResourceDefinition.class))
                    .serverSideApply();
            client.resource(installed)
                    .waitUntilCondition(ApiServer::isEstablished, START.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Removes a custom resource definition and its objects, if it is there, and waits until the server no longer serves it. */
    void remove(String definition) {
        var definitions = client.apiextensions().v1().customResourceDefinitions();
        definitions.withName(definition).delete();
        await(definition + " gone")
                .atMost(START)
                .until(() -> definitions.withName(definition).get() == null && !isServed(definition));
    }

    /** Whether clients find it; its group goes with its last kind, and may go between the two questions. */
    private boolean isServed(String definition) {
        int dot = definition.indexOf('.');
        return Optional.ofNullable(client.getApiGroup(definition.substring(dot + 1)))
                .map(group -> client.getApiResources(group.getPreferredVersion().getGroupVersion()))
                .stream()
                .flatMap(version -> version.getResources().stream())
                .anyMatch(resource -> resource.getName().equals(definition.substring(0, dot)));
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        var status = definition.getStatus(); // neither it nor its conditions are there from the beginning
        return status != null
                && status.getConditions() != null
                && status.getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    private List<String> etcd(int port) {
        String address = "http://127.0.0.1:" + port;
        return List.of(
                "--data-dir=" + directory.resolve("data"),
                "--listen-client-urls=" + address,
                "--advertise-client-urls=" + address,
                "--listen-peer-urls=http://127.0.0.1:0",
                // What is written here is of no use to anybody tomorrow.
                "--unsafe-no-fsync");
    }

    private List<String> kubeApiServer(int etcd, int port) {
        Path key = write("service-accounts.key", privateKey());
        Path tokens = write("tokens.csv", "%s,admin,admin,\"system:masters\"\n".formatted(token));
        return List.of(
                "--etcd-servers=http://127.0.0.1:" + etcd,
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + directory.resolve("certificates"),
                "--token-auth-file=" + tokens,
                "--authorization-mode=RBAC",
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + key,
                "--service-account-signing-key-file=" + key,
                "--service-cluster-ip-range=10.0.0.0/24",
                // Pods run nowhere, so nobody needs to make accounts for them.
                "--disable-admission-plugins=ServiceAccount");
    }

    private static String privateKey() {
        try {
            var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            var lines = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
            return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(lines);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has RSA", impossible);
        }
    }

    private Process run(String program, List<String> options) throws IOException {
        var command = new ArrayList<>(List.of(assets.resolve(program).toString()));
        command.addAll(options);
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(program).toFile())
                .start();
    }

    private Path log(String program) {
        return directory.resolve(program + ".log");
    }

    private Path awaitCertificate() {
        Path certificate = directory.resolve("certificates").resolve("apiserver.crt");
        await().atMost(START).failFast(this::hasEnded).until(() -> Files.exists(certificate));
        return certificate;
    }

    private void awaitReady() {
        await().atMost(START).failFast(this::hasEnded).until(() -> {
            try {
                return "ok".equals(client.raw("/readyz"));
            } catch (KubernetesClientException notYet) {
                return false;
            }
        });
    }

    /** Throws with what a process that has ended said last. */
    private boolean hasEnded() throws IOException {
        for (String program : List.of("etcd", "kube-apiserver")) {
            int index = program.equals("etcd") ? 0 : 1;
            if (!processes.get(index).isAlive()) {
                var lines = Files.readAllLines(log(program));
                throw new IOException("%s has ended: %s".formatted(program, lines.isEmpty() ? "" : lines.getLast()));
            }
        }
        return false;
    }

    /** Free now; neither program can be told to choose one and say which. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path write(String file, String text) {
        try {
            return Files.writeString(directory.resolve(file), text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        endProcesses();
        Runtime.getRuntime().removeShutdownHook(end);
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The API server before its etcd, without which it would wait. */
    private void endProcesses() {
        for (Process process : processes.reversed()) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
