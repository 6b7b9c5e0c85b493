package dev.dromos.router.cli;

import dev.dromos.graph.Timeouts;
import dev.dromos.router.logging.LogKeys;
import dev.dromos.router.serve.GraphFeed;
import dev.dromos.router.serve.SharedRouter;
import dev.dromos.router.serve.Stoppable;
import java.net.BindException;
import java.time.Duration;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code serve --watch-namespace} does: the graphs of some namespaces, until the process is told to stop. */
final class SharedServing {
    private static final Logger LOG = LoggerFactory.getLogger(SharedServing.class);

    private SharedServing() {}

    /** Ends the feed before the router, which has no place for a graph then. */
    private record Fed(SharedRouter router, GraphFeed.Running feed) implements Stoppable {
        @Override
        public void drain() {
            router.drain();
        }

        @Override
        public void close(Duration longest) {
            feed.close();
            router.close(longest);
        }
    }

    /** Returns the exit code. */
    static int run(GraphFeed.Scope scope, ServeSettings settings, Surroundings surroundings) throws Exception {
        OutOfMemory.endsTheProcess();
        var feed = ServiceLoader.load(GraphFeed.class).findFirst();
        if (feed.isEmpty()) {
            surroundings
                    .err()
                    .println("--watch-namespace: this is the router of one graph, which cannot ask a cluster; "
                            + "`./dromos serve --watch-namespace` starts one that can");
            return ExitCode.PROBLEMS;
        }
        var prepared = SharedRouter.prepare(Serving.routerSettings(settings.flags(), surroundings.environment()));
        GraphFeed.Running running = () -> {};
        Fed fed;
        try {
            running = feed.get().start(prepared.graphs(), scope);
            fed = new Fed(prepared.listen(), running);
        } catch (Exception e) {
            running.close();
            prepared.close();
            if (e instanceof BindException taken) {
                surroundings.err().println(Serving.portTaken(settings, taken));
                return ExitCode.PROBLEMS;
            }
            throw e;
        }
        var ending = settings.ending();
        var stopping = Stopping.onSignal(fed, ending.quiet(false), ending.grace(false, Timeouts.DEFAULT));
        LOG.atInfo().addKeyValue(LogKeys.PORT, fed.router().port()).log("serving");
        stopping.await();
        return ExitCode.GOOD;
    }
}
