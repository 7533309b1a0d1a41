-- Books that have grown: accounts and ten postings for each, as the service would have left them.
-- Transfer 0 of account i comes from the bank and funds it; with transfers 1 to 4 it pays a cent to
-- the account `shift` places on and so gets one from the account as many places before. Which of
-- the two comes first follows from the order of the batches, so that no posting's time is before
-- the one with the seq before.
do $$
declare
  n constant bigint := ${accounts};
  size constant bigint := 500;
  funds constant bigint := 100000000;
  began constant timestamptz := now() - interval '12 hours';
  first_ordinal constant bigint := nextval('account_ordinal');
  first_batch constant bigint := nextval('batch_id');
  bank bigint;
  shift bigint;
  hour timestamptz;
  kept text[];
  again text;
begin
  perform setval('account_ordinal', first_ordinal + n);
  perform setval('batch_id', first_batch + 5 * n / size);

  -- Ten million checks one by one would take minutes; they are made at the end, all at once.
  select array_agg(format('alter table %s add constraint %I %s', conrelid::regclass, conname,
                          pg_get_constraintdef(oid))
                   order by contype = 'f')
    into kept
    from pg_constraint
    where conrelid in ('posting'::regclass, 'outcome'::regclass) and contype in ('p', 'f');
  for again in
    select format('alter table %s drop constraint %I', conrelid::regclass, conname)
    from pg_constraint
    where conrelid in ('posting'::regclass, 'outcome'::regclass) and contype in ('p', 'f')
  loop
    execute again;
  end loop;

  create temporary table place on commit drop as
    select i, o * 100 + 98 - o * 100 % 97 as number
    from generate_series(0, n) i, lateral (values (first_ordinal + i)) as ordinal (o);
  create unique index on place (i) include (number);
  analyze place;
  select number into bank from place where i = n;

  insert into account (number, currency, kind, state, balance, seq, version, revision, created_at,
                       last_posted_at, owner)
  select number, 'EUR', case when i < n then 'customer' else 'internal' end, 'open',
         case when i < n then funds else -funds * n end,
         case when i < n then 9 else n end, case when i < n then 9 else n end,
         0, began, began + interval '5 hours', '${owner}'
  from place order by i;

  insert into batch (id, decided_at)
  select first_batch + b, began + b * size / n * interval '1 hour'
  from generate_series(0, 5 * n / size - 1) b;

  insert into outcome (id, batch, decided_at, amount, from_account, to_account, from_seq, to_seq,
                       from_version, from_available, status, currency, caller, reference)
  select md5('${owner} 0 ' || i)::uuid, first_batch + i / size, began, funds, bank, number,
         i + 1, 1, i + 1, -funds * (i + 1), 'posted', 'EUR', 'bench', 'bench'
  from place where i < n order by i;

  insert into posting (account, seq, transfer, amount, balance_after, posted_at)
  select leg.account, leg.seq, md5('${owner} 0 ' || i)::uuid, leg.amount, leg.after, began
  from place, lateral (values (bank, i + 1, -funds, -funds * (i + 1)), (number, 1, funds, funds))
    as leg (account, seq, amount, after)
  where i < n order by i;

  for r in 1..4 loop
    shift := 7919 * r % n;
    hour := began + r * interval '1 hour';

    insert into outcome (id, batch, decided_at, amount, from_account, to_account, from_seq, to_seq,
                         from_version, from_available, status, currency, caller, reference)
    select md5('${owner} ' || r || ' ' || p.i)::uuid, first_batch + (r * n + p.i) / size, hour,
           1, p.number, q.number,
           2 * r + (p.i >= shift)::int, 2 * r + (q.i < shift)::int, 2 * r + (p.i >= shift)::int,
           funds - (p.i < shift)::int, 'posted', 'EUR', 'bench', 'bench'
    from place p join place q on q.i = (p.i + shift) % n
    where p.i < n order by p.i;

    insert into posting (account, seq, transfer, amount, balance_after, posted_at)
    select leg.account, leg.seq, md5('${owner} ' || r || ' ' || p.i)::uuid, leg.amount, leg.after,
           hour
    from place p join place q on q.i = (p.i + shift) % n,
      lateral (values
        (p.number, 2 * r + (p.i >= shift)::int, -1, funds - (p.i < shift)::int),
        (q.number, 2 * r + (q.i < shift)::int, 1, funds + (q.i >= shift)::int))
      as leg (account, seq, amount, after)
    where p.i < n order by p.i;
  end loop;

  foreach again in array kept loop
    execute again;
  end loop;
end
$$;
