-- Records and likenesses name their batch without a foreign key, which landing would pay for with every record. What it would have kept is kept
-- where it costs landing nothing: a batch is never deleted, and its id never changes.
create function library.keep_batch() returns trigger language plpgsql as $$
begin
  raise exception 'batch % stays: records name it', old.id using errcode = 'restrict_violation', constraint = 'batch_stays';
end $$;
create trigger batch_stays before delete on library.batch for each row execute function library.keep_batch();
create trigger batch_keeps_id before update of id on library.batch for each row when (old.id is distinct from new.id)
  execute function library.keep_batch();
