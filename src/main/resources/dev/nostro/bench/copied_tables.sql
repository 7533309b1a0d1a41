-- The tables that a batch of transfers writes, once more: what `like` leaves out is said here.
drop schema if exists ${schema} cascade;
create schema ${schema};
create sequence ${schema}.batch_id;
create table ${schema}.account (like public.account including all) with (fillfactor = 50);
create table ${schema}.batch (like public.batch including all);
create table ${schema}.outcome (like public.outcome including all);
create table ${schema}.posting (like public.posting including all);
alter table ${schema}.posting add constraint posting_account_fkey
  foreign key (account) references ${schema}.account (number);

-- Accounts that may pay without having anything: a balance is the sum of its postings.
insert into ${schema}.account (number, currency, kind, state, balance, seq, version, revision,
                               created_at, last_posted_at, owner)
select n, 'EUR', 'internal', 'open', 0, 0, 0, 0, at, at, 'bench'
from generate_series(1, ${accounts}) as n, (select statement_timestamp() as at) as now;
analyze ${schema}.account;
