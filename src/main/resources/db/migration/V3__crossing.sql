-- Money between regions: decisions, promises, and what crosses. docs/concepts/crossing.md explains
-- the protocol, ADR 0009 why the decision is a row here, ADR 0010 the shape.

-- promised: the sum of what other regions were promised that this account will receive.
alter table account
  add promised bigint not null default 0,
  drop constraint account_state,
  drop constraint account_bounds,
  add constraint account_state check (
    case state
      when 'open' then true
      when 'frozen' then true
      when 'closed' then balance = 0 and held = 0 and promised = 0
      else false
    end),
  add constraint account_bounds check (
    held >= 0 and promised >= 0 and overdraft_limit >= 0 and last_posted_at >= created_at);

-- The system's own accounts: a settlement account for each other region and currency, an unclaimed
-- one (region '') for each currency.
create table system_account (
  kind     text not null,
  region   text not null,
  currency text not null,
  account  bigint not null unique references account (number),
  primary key (kind, region, currency)
);

-- crossing: of a transfer posted here whose other side is in another region.
-- status received: a credit booked here for a transfer that another region has decided. Its id is
-- that transfer's, so no credit is ever booked twice; caller is that region, from_id who paid,
-- to_account who got it, and to_id, where that is not who it was meant for, who was meant.
alter table outcome
  add crossing uuid,
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
      when 'opened' then to_account is not null and opening is not null and reason is null
      else false
    end);

create index outcome_crossing on outcome (crossing) where crossing is not null;

-- How a crossing of this region ended. Unique by its id, and that is the whole protocol: whoever
-- inserts first, the coordinator its decision or somebody else an end, has decided.
create table decision (
  crossing    uuid primary key,
  verdict     text not null check (verdict in ('decided', 'aborted')),
  decided_at  timestamptz not null,
  begun_at    timestamptz,
  promised_at timestamptz
);

-- One row for each other region of a decided crossing; settled_at: it has booked its part.
create table leg (
  crossing   uuid not null references decision (crossing),
  region     text not null,
  settled_at timestamptz,
  primary key (crossing, region)
);

create index leg_unsettled on leg (crossing) where settled_at is null;

-- What this region has promised another: this account will receive this, if that region decides so.
create table promise (
  crossing    uuid not null,
  transfer    uuid not null,
  origin      text not null,
  account     bigint not null references account (number),
  amount      bigint not null check (amount > 0),
  promised_at timestamptz not null,
  primary key (crossing, transfer)
);

create index promise_age on promise (promised_at);
