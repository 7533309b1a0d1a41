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
-- Half of each page stays free, so that a new balance finds room beside the old one (HOT).
create table account (
  number          bigint primary key check (number > 0 and number % 97 = 1),
  currency        text not null check (currency ~ '^[A-Z]{3}$'),
  kind            text not null check (kind in ('customer', 'internal', 'settlement', 'unclaimed')),
  state           text not null check (state in ('open', 'frozen', 'closed')),
  balance         bigint not null,
  held            bigint not null default 0 check (held >= 0),
  overdraft_limit bigint not null default 0 check (overdraft_limit >= 0),
  seq             bigint check (seq >= 0),
  version         bigint check (version >= seq),
  revision        bigint not null check (revision >= 0),
  created_at      timestamptz not null,
  last_posted_at  timestamptz not null check (last_posted_at >= created_at),
  name            text,
  owner           text,
  metadata        text,
  -- A settlement account has no row that every batch locks: its balance here is a checkpoint, what
  -- came since stands in settlement_posting (ADR 0006).
  check ((kind = 'settlement') = (seq is null) and (seq is null) = (version is null)),
  -- No overdraft past the limit (P4), whoever writes.
  check (kind <> 'customer' or balance - held + overdraft_limit >= 0),
  check (state <> 'closed' or (balance = 0 and held = 0))
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
  constraint outcome_status check (status in ('posted', 'refused', 'opened')),
  constraint outcome_reason check ((status = 'refused') = (reason is not null)),
  constraint outcome_opening check ((status = 'opened') = (opening is not null)),
  constraint outcome_posted check (
    status <> 'posted'
    or (from_seq is not null and to_seq is not null and from_account <> to_account
        and from_version is not null and from_available is not null)),
  constraint outcome_amount check (status = 'opened' or amount > 0)
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
  seq           bigint not null check (seq > 0),
  transfer      uuid not null,
  amount        bigint not null check (amount <> 0),
  balance_after bigint not null,
  posted_at     timestamptz not null,
  primary key (account, seq)
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
