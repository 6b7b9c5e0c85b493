package dev.dromos.shared;

import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.router.ingress.HeaderPropagation;
import dev.dromos.router.ingress.IngressLimits;
import dev.dromos.router.serve.RouterSettings;
import dev.dromos.router.serve.RouterSettings.ErrorStatusChoice;
import dev.dromos.router.serve.SharedRouter;

/** Routers as tests want them: at any free port of this machine alone. */
final class Routers {
    private Routers() {}

    static SharedRouter.Preparation prepare() {
        return prepare(ClientSettings.DEFAULT);
    }

    static SharedRouter.Preparation prepare(ClientSettings client) {
        return SharedRouter.prepare(new RouterSettings(
                "127.0.0.1",
                0,
                IngressLimits.DEFAULT,
                new ErrorStatusChoice.ByGraph(),
                HeaderPropagation.NONE,
                client));
    }
}
