package dev.dromos.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.Header;
import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderPropagationTest {

    @Test
    void patternsMatchAnywhereInTheNameThatGoWouldSpell() {
        var headers = headers("x-request-id", "1", "AUTHORIZATION", "t", "x-authn", "a");

        assertThat(select("Auth", headers))
                .containsExactly(new Header("Authorization", "t"), new Header("X-Authn", "a"));
        assertThat(select("X-Request-Id", headers)).containsExactly(new Header("X-Request-Id", "1"));
        assertThat(select("x-request-id", headers)).isEmpty();
    }

    @Test
    void everyValueIsPassedOnOnceAndInOrder() {
        var headers = headers("X-A", "2", "X-A", "1");

        assertThat(select("X-A,X-.*", headers)).containsExactly(new Header("X-A", "2"), new Header("X-A", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "Keep-Alive",
                "TE",
                "Upgrade",
                "Proxy-Authorization",
                "Transfer-Encoding",
                "Content-Length",
                "Host",
                "Expect",
                "Accept-Encoding",
                "Trailer",
                "Proxy-Connection"
            })
    void whatBelongsToOneConnectionIsNeverPassedOn(String name) {
        assertThat(select(".*", headers(name, "v"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelHttpUri", "cAmElHttpPath", "CAMELFILENAME", "camel", "Org.Apache.Camel.Any"})
    void whatCamelWouldObeyIsNeverPassedOn(String name) {
        assertThat(select(".*," + name, headers(name, "v"))).isEmpty();
        assertThat(select(".*", headers("X-" + name, "v"))).hasSize(1);
    }

    @Test
    void whatTheClientNamesInConnectionIsNeverPassedOn() {
        var headers = headers("Connection", "X-Secret, close", "X-Secret", "s", "X-Open", "o");

        assertThat(select("X-.*", headers)).containsExactly(new Header("X-Open", "o"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , "})
    void anEmptySettingPassesNothingOn(String setting) {
        assertThat(select(setting, headers("Cookie", "c", "X-A", "1"))).isEmpty();
    }

    @Test
    void spacesAroundAPatternDoNotCount() {
        assertThat(select("X-A, X-B", headers("X-B", "1"))).containsExactly(new Header("X-B", "1"));
    }

    @Test
    void aPatternThatIsNotRe2IsIgnoredAndTheOthersCount() {
        var propagation = HeaderPropagation.parse("*Trace-Id*,Test-Header-[0-9,Auth*");

        assertThat(propagation.ignored()).isEqualTo(List.of("*Trace-Id*", "Test-Header-[0-9"));
        assertThat(propagation.select(headers("Authorization", "t", "Test-Header-1", "1")))
                .containsExactly(new Header("Authorization", "t"));
    }

    @ParameterizedTest
    @DisplayName(
            "T8 in our own language a credential goes on where a pattern names it, and not for matching everything")
    @CsvSource({
        ".*, ''",
        "a.*|c.*|p.*, ''",
        "authorization, Authorization",
        "'Cookie|X-.*', Cookie",
        "'X-Cookie-Consent|.*', ''",
        "'.*|Authorization-Id', ''",
        "'\\bCookie\\b', Cookie",
        "'\\AAuthorization\\z', Authorization",
        "(?i)cookie, Cookie",
        "'.*,Proxy-Id', Proxy-Id"
    })
    void credentialsGoOnWhereTheyAreNamed(String patterns, String passed) {
        var headers = headers("Authorization", "a", "Cookie", "c", "Proxy-Id", "p");
        var whole = HeaderPropagation.ofWholeNames(List.of(patterns.split(",", -1)));
        var ofProcess = HeaderPropagation.parse(patterns);

        assertThat(whole.select(headers)).extracting(Header::name).containsExactlyElementsOf(names(passed));
        assertThat(ofProcess.sparingCredentials().select(headers))
                .extracting(Header::name)
                .isSubsetOf(names(passed));
        assertThat(HeaderPropagation.parse(".*").select(headers)).hasSize(3);
    }

    private static List<String> names(String passed) {
        return passed.isEmpty() ? List.of() : List.of(passed);
    }

    @ParameterizedTest
    @CsvSource({
        "x-request-id,X-Request-Id",
        "ETAG,Etag",
        "www-authenticate,Www-Authenticate",
        "x_y,X_y",
        "bad name,bad name"
    })
    void namesAreSpelledAsGoSpellsThem(String sent, String spelled) {
        assertThat(CanonicalHeader.of(sent)).isEqualTo(spelled);
    }

    private static List<Header> select(String patterns, MultiMap headers) {
        return HeaderPropagation.parse(patterns).select(headers);
    }

    private static MultiMap headers(String... namesAndValues) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
