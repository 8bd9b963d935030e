-- What a change of something public was: from when, and each fact as it was and as it is. A reason alone says neither.
alter table platform.publication
  add column changed jsonb check (jsonb_typeof(changed -> 'on') = 'string' and jsonb_typeof(changed -> 'fields') = 'array');
