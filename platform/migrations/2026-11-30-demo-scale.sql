-- Which demo was brought in: the small city, or the one of the seed text.
alter table platform.demo_filling add scale text not null default 'small' check (scale in ('small', 'full'));
