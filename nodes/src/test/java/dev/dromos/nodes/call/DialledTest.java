package dev.dromos.nodes.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromos.nodes.call.Dialled.Origin;
import dev.dromos.nodes.proxy.ProxyRules;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialledTest {

    @ParameterizedTest
    @CsvSource({
        "http://models,              false, models,    80,   models,         /",
        "https://models,             true,  models,    443,  models,         /",
        "HTTP://models:8080/v1,      false, models,    8080, models:8080,    /v1",
        "http://models:80?a=b,       false, models,    80,   models:80,      /?a=b",
        "http://[::1]:8080/a%2Fb//c, false, ::1,       8080, [::1]:8080,     /a%2Fb//c",
        "http://u:p@models/a#frag,   false, models,    80,   models,         /a",
        "http://models/\u00e9,       false, models,    80,   models,         /%C3%A9",
        "http://models/v1?,          false, models,    80,   models,         /v1?",
        "http://my_model:8000/p,     false, my_model,  8000, my_model:8000,  /p",
        "https://my_model,           true,  my_model,  443,  my_model,       /",
        "http://10.0.0.1a/,          false, 10.0.0.1a, 80,   10.0.0.1a,      /"
    })
    void aTargetIsTakenApartAsItIsWritten(
            URI target, boolean https, String host, int port, String hostHeader, String requestTarget) {
        assertThat(Dialled.from(target, ProxyRules.NONE))
                .isEqualTo(new Dialled(new Origin(https, host, port, ""), hostHeader, requestTarget));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://models/",
                "http:models",
                "/v1",
                "http:///v1",
                "http://u:p@my_model/",
                "http://my_model:x/",
                "http://m%5Fx/"
            })
    void anythingElseIsRefused(URI target) {
        assertThatThrownBy(() -> Dialled.from(target, ProxyRules.NONE))
                .hasMessage("target must be an http or https URL with a host, found %s".formatted(target));
    }

    @Test
    void anHttpProxyIsAskedForTheTargetItselfWithItsUser() {
        var proxies = new ProxyRules("http://us%40er:pa:ss@proxy:3128", "", List.of());

        var dialled = Dialled.from(URI.create("http://models:81/a?b"), proxies);

        var connect = dialled.origin().asConnectOptions();
        assertThat(connect.getHost()).isEqualTo("proxy");
        assertThat(connect.getPort()).isEqualTo(3128);
        assertThat(connect.getProxyOptions()).isNull();
        assertThat(dialled.asRequestOptions().getURI()).isEqualTo("http://models:81/a?b");
        assertThat(dialled.asRequestOptions().getHeaders().get("Proxy-Authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString("us@er:pa:ss".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://models, proxy, HTTP, 80",
        "https://models, proxy:3128, HTTP, 3128",
        "http://models, socks5://proxy, SOCKS5, 1080",
        "https://models, socks5h://proxy:1, SOCKS5, 1"
    })
    void anyOtherProxyMakesATunnel(URI target, String proxy, ProxyType type, int port) {
        var dialled = Dialled.from(target, new ProxyRules(proxy, proxy, List.of()));

        var connect = dialled.origin().asConnectOptions();
        assertThat(connect.getHost()).isEqualTo("models");
        assertThat(connect.getProxyOptions().getType()).isEqualTo(type);
        assertThat(connect.getProxyOptions().getHost()).isEqualTo("proxy");
        assertThat(connect.getProxyOptions().getPort()).isEqualTo(port);
        assertThat(dialled.asRequestOptions().getURI()).isEqualTo("/");
        assertThat(dialled.asRequestOptions().getHeaders()).isNull();
    }

    @Test
    void aProxyThatCannotBeUsedIsRefusedWithoutItsSecrets() {
        var proxies = new ProxyRules("https://user:secret@proxy", "", List.of());

        assertThatThrownBy(() -> Dialled.from(URI.create("http://models/"), proxies)
                        .origin()
                        .asConnectOptions())
                .hasMessage("proxy must be http, socks5 or socks5h, found https");
    }
}
