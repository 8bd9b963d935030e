-- The newest of a metric: the rows behind a figure, page by page, and when anything was counted last.
create index fact_newest on insight.fact (metric, occurred_at desc, event_id desc);
