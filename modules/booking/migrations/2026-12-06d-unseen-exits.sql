-- Nobody is held back from leaving: of those who went out, so many nobody saw come in. The desk is told until another scanner explains it.
alter table booking.scan
  add column unseen integer not null default 0 constraint scan_unseen_exit check (unseen between 0 and size and (unseen = 0 or way = 'out')),
  drop constraint scan_trouble_check,
  add constraint scan_trouble_check check (trouble in ('twice', 'gone', 'uncounted', 'revoked', 'unseen'));
