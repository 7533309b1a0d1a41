package dev.nostro.ops;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// The program of a node.
@QuarkusMain
public final class Node {

    /// The server would look at each request line too, and end one that names no URI without a
    /// word. The API looks itself, and says what is wrong.
    private static final String LEAVE_URIS_TO_US = "vertx.disableURIValidation";

    /// What the transaction manager takes for a last resource: a connection to the database.
    /// Quarkus leaves that unset, and a connection would then be committed in the second phase,
    /// after those who are to be told. Read once, before anything of ours runs.
    private static final String LAST_RESOURCE =
            "JTAEnvironmentBean.lastResourceOptimisationInterfaceClassName";

    private Node() {}

    /// Serves until it is told to stop.
    public static void main(String... args) {
        System.setProperty(LEAVE_URIS_TO_US, "true");
        System.setProperty(LAST_RESOURCE, "io.agroal.narayana.LocalXAResource");
        Quarkus.run(args);
    }
}
