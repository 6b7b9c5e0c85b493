package dev.dromos.bench.compare;

import dev.dromos.bench.process.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * nginx as a reverse proxy of one hop, with everything that helps it: connections kept on both sides, bodies in memory, no log.
 *
 * @param directory for its configuration and whatever it writes
 */
record NginxProxy(Path program, Path directory) {

    /** Where distributions put it; not always on the path of a user. */
    static Optional<Path> installed() {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)),
                        Stream.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Contestant contestant(String url) throws IOException {
        int port = FreePort.next();
        var file = directory.resolve("nginx-%d.conf".formatted(port));
        Files.writeString(file, configuration(port, URI.create(url)));
        return new Contestant(
                Contestant.NGINX,
                false,
                port,
                List.of(program.toString(), "-p", directory.toString(), "-e", "stderr", "-c", file.toString()));
    }

    private static String configuration(int port, URI step) {
        return """
                daemon off;
                %s
                worker_processes auto;
                pid nginx-%d.pid;
                error_log stderr crit;
                events { worker_connections 2048; }
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  client_max_body_size 20m;
                  client_body_buffer_size 2m;
                  keepalive_requests 100000000;
                  upstream step { server %s; keepalive 64; keepalive_requests 100000000; }
                  server {
                    listen 127.0.0.1:%d backlog=1024;
                    location / {
                      proxy_pass http://step%s;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_buffer_size 16k;
                      proxy_buffers 64 32k;
                      proxy_max_temp_file_size 0;
                    }
                  }
                }
                """.formatted(user(), port, step.getAuthority(), port, step.getPath());
    }

    /** As root it would give up its rights, and with them its directory. */
    private static String user() {
        return System.getProperty("user.name").equals("root") ? "user root;" : "";
    }
}
