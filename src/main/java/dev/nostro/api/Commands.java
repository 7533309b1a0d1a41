package dev.nostro.api;

import dev.nostro.region.RegionId;
import dev.nostro.region.Regions;
import dev.nostro.transfer.Command;
import dev.nostro.transfer.CommandId;
import dev.nostro.transfer.Reason;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/// Makes requests into commands: under which id, and for which caller.
@Singleton
final class Commands {

    private final Regions regions;

    Commands(Regions regions) {
        this.regions = regions;
    }

    /// The id of what the caller asks of this region under this key. The key is looked at first: a
    /// region that nobody knows is told after a key that is none.
    CommandId id(String region, Supplier<String> key) {
        String checked = key.get();
        if (!regions.knows(region)) {
            throw new Refusal(Reason.NOT_FOUND);
        }
        if (regions.elsewhere(region)) {
            throw new Elsewhere(new RegionId(region));
        }
        return CommandId.of(regions.own(), Callers.DEVELOPMENT, checked);
    }

    Command.Transfer transfer(TransferRequest request, Supplier<String> key) {
        return request.toCommand(from -> id(from.region(), key), Callers.DEVELOPMENT);
    }

    Command.Opening opening(AccountRequest request, Supplier<String> key) {
        return request.toCommand(region -> id(region, key), Callers.DEVELOPMENT);
    }
}
