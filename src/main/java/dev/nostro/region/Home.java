package dev.nostro.region;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/// The database of the own region: which one it is, and whether it can be trusted to remember.
@Singleton
public class Home {

    private final StatelessSession session;
    private final RegionId region;

    public Home(StatelessSession session, Regions regions) {
        this.session = session;
        this.region = regions.own();
    }

    /// What a database keeps through a crash: `standbys` are the synchronous ones it is told of.
    public record Durability(
            String fsync, String synchronousCommit, String fullPageWrites, String standbys) {

        /// Whether what is acknowledged survives the loss of power.
        public boolean keeps() {
            return fsync.equals("on")
                    && fullPageWrites.equals("on")
                    && !synchronousCommit.equals("off");
        }
    }

    /// The region whose database this is: the first that asks owns it for good.
    @Transactional
    public RegionId claim() {
        session.createNativeMutationQuery(
                        """
                        insert into home (region, database, founded_at)
                        values (:region, :database, now()) on conflict do nothing
                        """)
                .setParameter("region", region.name())
                .setParameter("database", UUID.randomUUID())
                .executeUpdate();
        return new RegionId(row().region());
    }

    /// The database's own id, which it keeps for life: two that claim to be one region differ in
    /// it.
    @Transactional
    public UUID database() {
        return row().database();
    }

    private HomeEntity row() {
        return session.createSelectionQuery("from HomeEntity", HomeEntity.class).getSingleResult();
    }

    /// `primary`, or `standby` where it only follows.
    @Transactional
    public String role() {
        boolean follows =
                session.createNativeQuery("select pg_is_in_recovery()", Boolean.class)
                        .getSingleResult();
        return follows ? "standby" : "primary";
    }

    /// The settings that decide whether the database may forget.
    @Transactional
    public Durability durability() {
        Object[] row =
                session.createNativeQuery(
                                """
                                select current_setting('fsync'),
                                       current_setting('synchronous_commit'),
                                       current_setting('full_page_writes'),
                                       current_setting('synchronous_standby_names')
                                """,
                                Object[].class)
                        .getSingleResult();
        return new Durability((String) row[0], (String) row[1], (String) row[2], (String) row[3]);
    }
}
