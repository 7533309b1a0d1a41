-- Lists of crossings go back in time. Few are aborted, so those have an index of their own.
create index decision_time on decision (decided_at, crossing);
create index decision_aborted on decision (decided_at, crossing) where verdict = 'aborted';
