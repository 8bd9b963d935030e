-- An answer is written beside its key later in the same transaction. With room on its page the row moves no index.
alter table platform.idempotency set (fillfactor = 50);
