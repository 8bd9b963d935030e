-- When the demo was brought into an empty city, and that it was brought in whole. At most one row; none in a real city.
create table platform.demo_filling (
  one boolean primary key default true check (one),
  begun_at timestamptz not null,
  done_at timestamptz check (done_at >= begun_at)
);
