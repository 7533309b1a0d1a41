-- Transfers that wait until their other region can be reached. docs/concepts/crossing.md tells how,
-- ADR 0011 why the shape.

-- An outcome is what is so now. One that is queued moves on in its own row, once: it is posted,
-- with its crossing, or refused, or expired. Its batch and time stay those of the first answer.
alter table outcome
  drop constraint outcome_status,
  add constraint outcome_status check (
    case status
      when 'posted' then amount > 0 and from_account is not null and from_seq > 0
        and from_version is not null and from_available is not null and reason is null
        and opening is null
        and case when crossing is null then from_account <> to_account and to_seq > 0
                 else to_account is null and to_id is not null and to_seq is null end
      when 'received' then amount > 0 and from_id is not null and from_seq is null
        and to_account is not null and to_seq > 0 and reason is null and crossing is null
      when 'refused' then amount > 0 and from_seq is null and to_seq is null
        and reason is not null and opening is null
      when 'queued' then amount > 0 and from_account is not null and from_seq is null
        and to_id is not null and to_seq is null and reason is null and crossing is null
        and opening is null
      when 'expired' then amount > 0 and from_account is not null and from_seq is null
        and to_id is not null and to_seq is null and reason is null and crossing is null
        and opening is null
      when 'opened' then to_account is not null and opening is not null and reason is null
      else false
    end);

-- Transfers of an account that have no posting: they are few.
drop index outcome_refused_from;
drop index outcome_refused_to;
create index outcome_unposted_from on outcome (from_account, batch)
  where status in ('refused', 'queued', 'expired');
create index outcome_unposted_to on outcome (to_account, batch)
  where status in ('refused', 'queued', 'expired');
create index outcome_queued on outcome (batch, id) where status in ('queued', 'expired');

-- One row for each transfer that had to wait, kept for ever: what its first answer said, until when
-- it waits, and in which batch and when that ended. region: the one it waits for. version, balance
-- and available: the paying account right after the amount was held. While ended_at is null the
-- amount is held: account.held is the sum of these. Whoever ends it has the paying account locked.
create table queued (
  transfer    uuid primary key,
  region      text not null,
  queued_at   timestamptz not null,
  version     bigint not null,
  balance     bigint not null,
  available   bigint not null,
  expires_at  timestamptz not null,
  ended_batch bigint references batch (id),
  ended_at    timestamptz,
  constraint queued_end check ((ended_batch is null) = (ended_at is null))
);

create index queued_waiting on queued (region, queued_at, transfer) where ended_at is null;
create index queued_expiry on queued (expires_at) where ended_at is null;
-- Readers of the journal go from a batch to what it has ended.
create index queued_ended on queued (ended_batch) where ended_batch is not null;
