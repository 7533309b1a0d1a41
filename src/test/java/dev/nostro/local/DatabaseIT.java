package dev.nostro.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseIT {

    private static final Path BINARIES = Path.of("target", "postgres");

    @TempDir Path folder = Path.of("");

    private Database.Place place = new Database.Place(folder, BINARIES, folder);

    @BeforeEach
    void choosePlace() {
        place = new Database.Place(folder.resolve("eu"), BINARIES, folder.resolve("eu.log"));
    }

    @Test
    void keepsItsDataAndItsPortOverARestart() throws Exception {
        int port;
        try (var database = Database.start(place)) {
            port = database.port();
            run(database, "CREATE TABLE note (text text)", "INSERT INTO note VALUES ('kept')");
        }
        try (var database = Database.start(place)) {
            assertThat(database.port()).isEqualTo(port);
            assertThat(ask(database, "SELECT text FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void keepsItsDataOverAKill() throws Exception {
        var first = Database.start(place);
        run(first, "CREATE TABLE note (text text)", "INSERT INTO note VALUES ('kept')");
        first.kill();
        assertThat(first.isAlive()).isFalse();
        try (var database = Database.start(place)) {
            assertThat(ask(database, "SELECT text FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void forgetsNothingByItsSettings() throws Exception {
        try (var database = Database.start(place)) {
            for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
                assertThat(ask(database, "SHOW " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(ask(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(database, "SHOW log_line_prefix")).isEqualTo("%m [%p] ");
        }
    }

    @Test
    void takesOtherSettings() throws Exception {
        try (var database = Database.start(place, Map.of("fsync", "off"))) {
            assertThat(ask(database, "SHOW fsync")).isEqualTo("off");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() throws Exception {
        try (var database = Database.start(place)) {
            for (var user : new String[] {Database.NAME, "postgres"}) {
                assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), user, "x"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password");
            }
            assertThat(Files.getPosixFilePermissions(place.folder())).hasSize(3);
        }
    }

    @Test
    void refusesASecondServerOnOneFolder() throws Exception {
        try (var _ = Database.start(place)) {
            assertThatThrownBy(() -> Database.start(place))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("runs already");
        }
    }

    @Test
    void stopsAlsoWhenPaused() throws Exception {
        var database = Database.start(place);
        try (var _ = connect(database)) {
            database.pause();
            database.stop();
        } catch (SQLException _) {
            // Closing a connection to a server that is gone.
        }
        assertThat(database.isAlive()).isFalse();
    }

    @Test
    void showsTheLogOfAServerThatDoesNotStart() {
        assertThatThrownBy(() -> Database.start(place, Map.of("shared_buffers", "much")))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
    }

    private static void run(Database database, String... sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            for (var each : sql) {
                statement.execute(each);
            }
        }
    }

    private static String ask(Database database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
