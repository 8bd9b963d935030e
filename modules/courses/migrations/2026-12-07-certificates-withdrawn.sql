-- A certificate that was given wrongly is withdrawn: who did it and why stays with it, and its number goes on to say so.
alter table courses.certificate
  add withdrawn_at timestamptz,
  add withdrawn_by uuid,
  add withdrawn_because text check (length(withdrawn_because) <= 500 and withdrawn_because ~ '\S'),
  add constraint certificate_withdrawn_whole check (num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_because) in (0, 3)),
  -- Erased people have none; nobody else's is without.
  add constraint certificate_named check (name ~ '\S' or subject is null),
  drop constraint certificate_claim_id_key;
-- One that holds.
create unique index certificate_once on courses.certificate (claim_id) where withdrawn_at is null;
create index certificate_claim on courses.certificate (claim_id);

create function courses.certificate_is_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
     or (new.id, new.number, new.class_id, new.lessons, new.attended, new.issued_on, new.issued_at, new.issued_by)
        is distinct from (old.id, old.number, old.class_id, old.lessons, old.attended, old.issued_on, old.issued_at, old.issued_by)
     or (new.name <> old.name and new.name <> '')
     or (old.withdrawn_at is not null and (new.withdrawn_at, new.withdrawn_by, new.withdrawn_because)
        is distinct from (old.withdrawn_at, old.withdrawn_by, old.withdrawn_because)) then
    raise exception 'a certificate is never changed: withdraw it and give another';
  end if;
  return new;
end $$;
create trigger certificate_kept before update or delete on courses.certificate
  for each row execute function courses.certificate_is_kept();
