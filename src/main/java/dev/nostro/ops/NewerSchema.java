package dev.nostro.ops;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/// Refuses to start on a schema that a newer version of Nostro has made.
@Singleton
final class NewerSchema implements FlywayConfigurationCustomizer, Callback {

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration.callbacks(this);
    }

    @Override
    public boolean supports(Event event, Context context) {
        // Validation comes first; what it says of a newer schema would lead people astray.
        return event == Event.BEFORE_VALIDATE || event == Event.BEFORE_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        MigrationInfo[] all =
                Flyway.configure()
                        .configuration(context.getConfiguration())
                        .callbacks(new Callback[0])
                        .load()
                        .info()
                        .all();
        for (MigrationInfo migration : all) {
            if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new FlywayException(
                        "the schema of this database is of a newer version of Nostro (migration "
                                + migration.getVersion()
                                + "): start that version, or restore a backup");
            }
        }
    }

    @Override
    public String getCallbackName() {
        return "newer-schema";
    }
}
