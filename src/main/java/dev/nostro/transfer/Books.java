package dev.nostro.transfer;

import dev.nostro.account.AccountId;
import dev.nostro.account.Profile;
import dev.nostro.account.Standing;
import java.util.List;
import java.util.Map;

/// What a batch is decided from, all of it read after the accounts were locked: the accounts by
/// number, the profiles of those to be amended, what is recorded under the keys, one unused account
/// id for each opening, and what is known of crossings.
public record Books(
        Map<Long, Standing> accounts,
        Map<Long, Profile> profiles,
        Map<CommandId, Outcome.Recorded> recorded,
        List<AccountId> unused,
        Crossings crossings) {}
