package dev.dromos.nodes.connection;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The calls of one event loop that wait for a connection, longest first. */
final class Line {
    private final LinkedHashMap<Waiter, Place> places = new LinkedHashMap<>();

    /**
     * What is known of who waits.
     *
     * @param since on the pool's clock
     * @param wantsNew a connection that has not served yet
     */
    private record Place(long since, boolean wantsNew) {}

    void join(Waiter waiter, long now, boolean wantsNew) {
        places.putLast(waiter, new Place(now, wantsNew));
    }

    void leave(Waiter waiter) {
        places.remove(waiter);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    int size() {
        return places.size();
    }

    /** Of a line that is not empty: since when its first waits. */
    long since() {
        return places.firstEntry().getValue().since();
    }

    /** True when nobody can be served before a new connection is made. */
    boolean firstWantsNew() {
        return !places.isEmpty() && places.firstEntry().getValue().wantsNew();
    }

    /** Takes the first out of a line that is not empty. */
    Waiter first() {
        return places.pollFirstEntry().getKey();
    }

    /** Takes the first out who wants a connection that is new, or is not. */
    Optional<Waiter> firstFor(boolean used) {
        if (places.isEmpty()) {
            return Optional.empty(); // as nearly always
        }
        Iterator<Map.Entry<Waiter, Place>> all = places.entrySet().iterator();
        while (all.hasNext()) {
            var next = all.next();
            if (!used || !next.getValue().wantsNew()) {
                all.remove();
                return Optional.of(next.getKey());
            }
        }
        return Optional.empty();
    }
}
