-- The other regions' databases, each as it was first seen: a region that comes with another one is
-- refused. To accept a region that was founded anew, delete its row.
create table peer (
  region     text primary key check (region ~ '^[a-z][a-z0-9]{0,15}$'),
  database   uuid not null,
  first_seen timestamptz not null
);
