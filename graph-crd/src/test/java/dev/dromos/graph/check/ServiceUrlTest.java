package dev.dromos.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.problem.Mistake.UrlFlaw;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceUrlTest {

    @ParameterizedTest
    @CsvSource({
        "HTTP://H/P,                 http://H/P",
        "http://my_model:8000/p,     http://my_model:8000/p",
        "http://h:/p,                http://h/p",
        "http://[::1]:/p,            http://[::1]/p",
        "http://h/p?x=100%,          http://h/p?x=100%25",
        "http://h/p?x=%20%zz%41,     http://h/p?x=%20%25zz%41",
        "http://h/p?x#f,             http://h/p?x",
        "http://h#f?x,               http://h",
        "http://h./,                 http://h./",
        "http://10.0.0.1a/,          http://10.0.0.1a/",
        "http://h/a b{c},            http://h/a%20b%7Bc%7D",
    })
    void aUrlIsReadAsGoReadsIt(String text, URI uri) {
        assertThat(ServiceUrl.parse(text)).isEqualTo(new ServiceUrl.Usable(uri));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a..b/,        HOST",
        "http://.a/,          HOST",
        "http://a-/,          HOST",
        "http://b\u00fccher.de/, HOST",
        "http://h/%zz,        PERCENT",
        "http://u@my_model/,  USER",
        "http://h/#a\\b,      BACKSLASH",
        "http://h:80:80/,     HOST",
    })
    void whatIsNotSafeOrNoUrlIsRefused(String text, UrlFlaw flaw) {
        assertThat(ServiceUrl.parse(text)).isEqualTo(new ServiceUrl.Flawed(flaw));
    }
}
