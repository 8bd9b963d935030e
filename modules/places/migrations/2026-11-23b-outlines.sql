-- Where a division lies, for maps. Never used to decide where a place belongs: that is its code.
create table places.outline (
  code text primary key references places.division_code,
  coordinate_system text not null check (coordinate_system in ('WGS-84', 'GCJ-02', 'BD-09')),
  -- GeoJSON Polygon or MultiPolygon.
  shape jsonb not null check (shape ->> 'type' in ('Polygon', 'MultiPolygon')),
  source text not null check (length(source) between 1 and 500),
  status text not null check (status in ('verified', 'unverified'))
);
