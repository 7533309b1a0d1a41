package dev.nostro.bench;

import java.io.IOException;

/// The books of the region that pays and of the one that is paid, read when nothing is on its way
/// between them.
final class WorldBooks implements Books, AutoCloseable {
    private final World world;
    private final String owner;
    private final Api home;
    private final Api abroad;

    /// @param owner of the accounts in both regions
    WorldBooks(World world, String owner) {
        this.world = world;
        this.owner = owner;
        this.home = new Api(world.service().url());
        this.abroad = new Api(world.abroad().url());
    }

    @Override
    public void read(Reader reader) throws IOException {
        world.wake();
        home.awaitSettled();
        home.accountsOf(owner).read(reader);
        abroad.accountsOf(owner).read(reader);
    }

    /// Proves that the books balance in all regions and between them.
    void prove() throws IOException, Mismatch {
        home.awaitSettled();
        if (!home.worldHolds()) {
            throw new Mismatch("the world's books do not hold");
        }
    }

    @Override
    public void close() {
        home.close();
        abroad.close();
    }
}
