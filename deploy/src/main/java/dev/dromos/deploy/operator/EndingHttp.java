package dev.dromos.deploy.operator;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Ends all requests of a client that is closed. The usual factory leaves them to the garbage collector, which never takes a client that
 * waits for an answer: a list that did not come would keep its connection, its thread and its informer for good.
 */
final class EndingHttp extends JdkHttpClientFactory {
    private final List<HttpClient> built = new CopyOnWriteArrayList<>();

    /** Only it sees what is built; each other method returns the builder. */
    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
        var builder = super.createNewHttpClientBuilder();
        return (HttpClient.Builder) Proxy.newProxyInstance(
                EndingHttp.class.getClassLoader(), new Class<?>[] {HttpClient.Builder.class}, (self, method, given) -> {
                    Object result = method.invoke(builder, given);
                    if (result instanceof HttpClient client) {
                        built.add(client);
                        return client;
                    }
                    return self;
                });
    }

    @Override
    protected void closeHttpClient(JdkHttpClientImpl client) {
        super.closeHttpClient(client);
        built.forEach(HttpClient::shutdownNow);
    }
}
