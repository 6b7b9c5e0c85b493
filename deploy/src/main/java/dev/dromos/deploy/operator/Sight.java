package dev.dromos.deploy.operator;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a client's watches work, by how the API server has last answered for each: the client's own word for it is false until the
 * first event, which may be hours away.
 */
final class Sight implements Interceptor {
    private static final String WATCH = "watch=true";

    /** In the names of the parameters by which two watches of one kind differ. */
    private static final String SELECTOR = "Selector=";

    /** Of what has been watched once, or would have been; what is listed again after a failure is the same. */
    private final Map<String, Boolean> watched = new ConcurrentHashMap<>();

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        note(request, HttpResponse.isSuccessful(response.code()));
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
        note(request, false);
    }

    private void note(HttpRequest request, boolean good) {
        var parameters = List.of(String.valueOf(request.uri().getRawQuery()).split("&", -1));
        String what = request.uri().getPath()
                + parameters.stream()
                        .filter(parameter -> parameter.contains(SELECTOR))
                        .toList();
        if (parameters.contains(WATCH)) {
            watched.put(what, good);
        } else if (!good) {
            watched.replace(what, false);
        }
    }

    boolean isClear() {
        return !watched.containsValue(false);
    }
}
