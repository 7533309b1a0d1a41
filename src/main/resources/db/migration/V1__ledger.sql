-- The books of one region. Amounts are signed minor units (cents, yen) of the account's currency;
-- times are the database's own clock. docs/concepts/ledger.md explains the shape, docs/adr why.

-- Which region these books belong to, and which database they are in: one row.
create table home (
  region     text primary key check (region ~ '^[a-z][a-z0-9]{0,15}$'),
  database   uuid not null,
  founded_at timestamptz not null,
  only_one   boolean not null unique default true check (only_one)
);

create sequence account_ordinal;

-- number: what stands after the region in the account's id, its check digits included (ADR 0005).
-- Half of each page stays free, so that a new balance finds room beside the old one (HOT). The
-- checks are few and large because each costs every batch its preparation (ADR 0008).
create table account (
  number          bigint primary key,
  currency        text not null,
  kind            text not null,
  state           text not null,
  balance         bigint not null,
  held            bigint not null default 0,
  overdraft_limit bigint not null default 0,
  seq             bigint,
  version         bigint,
  revision        bigint not null,
  created_at      timestamptz not null,
  last_posted_at  timestamptz not null,
  name            text,
  owner           text,
  metadata        text,
  -- No overdraft past the limit (P4), whoever writes. A settlement account has no row that every
  -- batch locks: its balance here is a checkpoint, what came since stands in settlement_posting
  -- (ADR 0006).
  constraint account_kind check (
    case kind
      when 'customer' then balance - held + overdraft_limit >= 0 and version >= seq
      when 'internal' then version >= seq
      when 'unclaimed' then version >= seq
      when 'settlement' then seq is null and version is null
      else false
    end),
  constraint account_state check (
    case state
      when 'open' then true
      when 'frozen' then true
      when 'closed' then balance = 0 and held = 0
      else false
    end),
  constraint account_bounds check (
    held >= 0 and overdraft_limit >= 0 and last_posted_at >= created_at)
) with (fillfactor = 50);

create index account_owner on account (owner, number) where owner is not null;

-- One row for each commit: the unit of the journal. Ids come from the sequence after the accounts
-- are locked and a transaction id is taken: the numbering relies on it (ADR 0003).
create sequence batch_id;

create table batch (
  id         bigint primary key,
  decided_at timestamptz not null,
  amended    bigint[]
);

-- What became of each command under a key: its id is the digest of (region, caller, key), so the
-- key is the primary key (ADR 0001). from_account and to_account are accounts of this region that
-- exist; from_id and to_id are what was sent where they are not. No foreign key: a refusal names
-- accounts that do not exist.
create table outcome (
  id             uuid primary key,
  batch          bigint not null,
  decided_at     timestamptz not null,
  amount         bigint,
  from_account   bigint,
  to_account     bigint,
  from_seq       bigint,
  to_seq         bigint,
  from_version   bigint,
  from_available bigint,
  status         text not null,
  currency       text not null,
  caller         text not null,
  reason         text,
  reference      text,
  metadata       text,
  from_id        text,
  to_id          text,
  opening        text,
  constraint outcome_status check (
    case status
      when 'posted' then amount > 0 and from_account <> to_account and from_seq > 0 and to_seq > 0
        and from_version is not null and from_available is not null and reason is null
        and opening is null
      when 'refused' then amount > 0 and from_seq is null and to_seq is null
        and reason is not null and opening is null
      when 'opened' then to_account is not null and opening is not null and reason is null
      else false
    end)
);

-- Readers of the journal go from a batch to its outcomes; lists go back in time by it.
create index outcome_batch on outcome (batch);
-- Posted transfers of an account are found by its postings; refused ones here. They are few.
create index outcome_refused_from on outcome (from_account, batch) where status = 'refused';
create index outcome_refused_to on outcome (to_account, batch) where status = 'refused';

-- One account's side of a transfer. Per account seq is gapless and posted_at never runs against it,
-- so a time is found by halving over seq and needs no index of its own (ADR 0002).
create table posting (
  account       bigint not null references account (number),
  seq           bigint not null,
  transfer      uuid not null,
  amount        bigint not null,
  balance_after bigint not null,
  posted_at     timestamptz not null,
  primary key (account, seq),
  constraint posting_moves check (seq > 0 and amount <> 0)
);

-- What a batch moved to or from another region, summed per settlement account.
create table settlement_posting (
  account   bigint not null references account (number),
  batch     bigint not null references batch (id),
  amount    bigint not null,
  transfers integer not null check (transfers > 0),
  primary key (account, batch)
);

-- The journal: committed batches in an order that never changes, numbered densely from 1.
create table journal (
  seq         bigint primary key check (seq > 0),
  batch       bigint not null unique references batch (id),
  numbered_at timestamptz not null
);

-- How far the numbering is done for good: no batch at or below `low` will ever appear any more.
-- `candidate` becomes the next `low` once every transaction before `candidate_xmax` has ended.
create table numbering (
  only_one       boolean primary key default true check (only_one),
  low            bigint not null,
  candidate      bigint not null,
  candidate_xmax xid8 not null
);

insert into numbering (low, candidate, candidate_xmax) values (0, 0, '0');
