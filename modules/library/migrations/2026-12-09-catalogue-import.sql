-- A batch is never deleted, and its row has a new version after every step. To look it up for each of the records it brings took a tenth of the
-- time of landing them, and takes more with every version that somebody's older transaction keeps.
alter table library.record drop constraint record_batch_id_fkey;
alter table library.likeness drop constraint likeness_batch_id_fkey;
