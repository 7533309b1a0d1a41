-- The raw limit: what the service's writer writes for a batch of posted transfers, as one function
-- in SQL, in the writer's order. Accounts are locked in the order of their numbers; then keys are
-- looked up in a fresh snapshot; then time and batch id are taken; then everything is written.
create schema bench;

create function bench.post(ids uuid[], payers bigint[], payees bigint[], cents bigint)
returns integer
language plpgsql
set plan_cache_mode = force_generic_plan
as $$
declare
  known integer;
  this_batch bigint;
  this_time timestamptz;
begin
  perform from account
    where number = any (payers || payees)
    order by number
    for no key update;

  select count(*) into known from outcome where id = any (ids);
  if known > 0 then
    raise exception 'the raw limit never sends a key twice';
  end if;

  this_time := clock_timestamp();
  this_batch := nextval('batch_id');
  insert into batch (id, decided_at) values (this_batch, this_time);

  with leg as (
    select l.account, l.signed, l.n, l.id
    from unnest(ids, payers, payees) with ordinality as t (id, payer, payee, n)
    cross join lateral (values (payer, -cents, n, id), (payee, cents, n, id))
      as l (account, signed, n, id)
  ), booked as materialized (
    select leg.account, leg.signed, leg.n, leg.id, a.overdraft_limit - a.held as spare,
           a.seq + row_number() over w as seq,
           a.version + row_number() over w as version,
           a.balance + sum(leg.signed) over w as balance,
           row_number() over w = count(*) over (partition by leg.account) as last
    from leg join account a on a.number = leg.account
    window w as (partition by leg.account order by leg.n rows unbounded preceding)
  ), posted as (
    insert into posting (account, seq, transfer, amount, balance_after, posted_at)
    select account, seq, id, signed, balance, this_time from booked
  ), moved as (
    update account a
    set balance = b.balance, seq = b.seq, version = b.version, last_posted_at = this_time
    from booked b
    where a.number = b.account and b.last
  )
  insert into outcome (id, batch, decided_at, amount, from_account, to_account, from_seq, to_seq,
                       from_version, from_available, status, currency, caller, reference)
  select id, this_batch, this_time, cents,
         max(account) filter (where signed < 0), max(account) filter (where signed > 0),
         max(seq) filter (where signed < 0), max(seq) filter (where signed > 0),
         max(version) filter (where signed < 0),
         max(balance + spare) filter (where signed < 0),
         'posted', 'EUR', 'bench', 'bench'
  from booked
  group by id
  order by id
  on conflict (id) do nothing;

  return cardinality(ids);
end
$$;
