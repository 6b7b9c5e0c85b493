package dev.dromos.nodes.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromos.nodes.call.Calls;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.environment.UnusableEnvironmentException;
import dev.dromos.nodes.testing.FakeModelServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of Go's {@code net/http} and {@code httpproxy}. */
class ProxyRulesTest {
    private static final String PROXY = "http://proxy:3128";

    @RegisterExtension
    final Calls calls = new Calls();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | models           | true",
                "''                     | localhost        | false",
                "''                     | LocalHost        | false",
                "''                     | 127.0.0.1        | false",
                "''                     | 127.9.9.9        | false",
                "''                     | [::1]            | false",
                "*                      | models           | false",
                "models                 | models           | false",
                "models                 | a.models         | false",
                "models                 | amodels          | true",
                ".models                | models           | true",
                ".models                | a.models         | false",
                "*.models               | a.models         | false",
                "*.models               | models           | true",
                "models:8080            | models           | false",
                "models:9090            | models           | true",
                "Models.                | models           | true",
                "models                 | models.          | false",
                "' a , .b,models '      | models           | false",
                "10.0.0.0/8             | 10.1.2.3         | false",
                "10.0.0.0/8             | 11.1.2.3         | true",
                "10.0.0.0/8             | models           | true",
                "10.1.2.3               | 10.1.2.3         | false",
                "10.1.2.3:8080          | 10.1.2.3         | false",
                "10.1.2.3:9090          | 10.1.2.3         | true",
                "0.0.0.0/0              | 10.1.2.3         | false",
                "fd00::/8               | [fd00::1]        | false",
                "[fd00::1]:8080         | [fd00::1]        | false",
                "fd00::1                | [fd00::1]        | false",
                "10.0.0.0/99            | 10.1.2.3         | true"
            })
    void noProxyNamesWhatIsReachedDirectly(String noProxy, String host, boolean proxied) {
        var rules = ProxyRules.from(Map.of("HTTP_PROXY", PROXY, "NO_PROXY", noProxy));

        assertThat(rules.proxyFor(false, host, 8080)).isEqualTo(proxied ? PROXY : "");
    }

    @Test
    void eachSchemeHasItsProxy() {
        var rules = ProxyRules.from(Map.of("HTTP_PROXY", "a", "HTTPS_PROXY", "b"));

        assertThat(rules.proxyFor(false, "models", 80)).isEqualTo("a");
        assertThat(rules.proxyFor(true, "models", 443)).isEqualTo("b");
    }

    @Test
    void lowerCaseNamesCountWhereUpperCaseOnesAreNotSet() {
        var rules = ProxyRules.from(
                Map.of("http_proxy", "low", "https_proxy", "low", "HTTPS_PROXY", "UP", "no_proxy", "direct"));

        assertThat(rules).isEqualTo(new ProxyRules("low", "UP", List.of(new NoProxy.Domain("direct", true, 0))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://user:secret@proxy | https://***@proxy",
                "http://us er:secret@proxy | http://***@proxy",
                "user:secret@:80           | ***@:80",
                "http://                   | http://",
                "ftp://proxy               | ftp://proxy"
            })
    void aProxyThatCannotBeUsedIsToldWithItsVariableAndWithoutItsSecrets(String url, String shown) {
        assertThatThrownBy(() -> ProxyRules.from(Map.of("http_proxy", url)))
                .isInstanceOf(UnusableEnvironmentException.class)
                .hasMessage(
                        "http_proxy: found `%s`; name a proxy as http://host:port, socks5://host:port or socks5h://host:port,"
                                + " or unset it",
                        shown);
    }

    @Test
    void noEnvironmentMeansNoProxy() {
        assertThat(ProxyRules.from(Map.of())).isEqualTo(ProxyRules.NONE);
    }

    @Test
    void aProxyGetsTheWholeUrlAndResolvesTheName() {
        try (var proxy = FakeModelServer.answering(200, "{}")) {
            calls.use(ClientSettings.DEFAULT.withProxies(
                    new ProxyRules(proxy.url().toString(), "", List.of())));

            var result = calls.post(URI.create("http://models.invalid/v1/m%2Fn?x=1"));

            assertThat(result).isInstanceOf(StepResult.Answered.class);
            assertThat(proxy.onlyRequest().target()).isEqualTo("http://models.invalid/v1/m%2Fn?x=1");
            assertThat(proxy.onlyRequest().headers("host")).containsExactly("models.invalid");
        }
    }
}
