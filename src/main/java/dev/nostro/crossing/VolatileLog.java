package dev.nostro.crossing;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;

/// The transaction manager's own log, kept in memory: nothing is ever recovered from it. What
/// survives a crash is decision rows, and any node can read those.
@Singleton
final class VolatileLog {

    /// Before the first transaction.
    private static final int FIRST = 1;

    void install(@Observes @Priority(FIRST) StartupEvent event) {
        for (String store : Arrays.asList(null, "communicationStore", "stateStore")) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreType(VolatileStore.class.getName());
        }
    }
}
