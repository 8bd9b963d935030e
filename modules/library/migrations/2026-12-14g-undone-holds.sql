-- A loan that is undone gives back what its reader waited for: the holds that it ended, as they were. They go with the loan.
alter table library.loan add column ended_holds jsonb;
