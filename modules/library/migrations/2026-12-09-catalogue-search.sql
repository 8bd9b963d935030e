create extension if not exists pg_trgm with schema public;

-- How its title sounds, in letters: found by pinyin, by other characters of the same sound, and by what is nearly spelt so.
alter table library.work add column sound text not null default '';
create index work_sound on library.work using gin (sound public.gin_trgm_ops);

-- Whoever owns it: a reader has the book in hand, not its owner.
create index item_barcode on library.item (barcode);
