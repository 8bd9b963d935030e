-- Until then whoever took a notice has it to themselves: it is sent outside any transaction. If they die, it is due again. Null: at once.
alter table people.notice add column due_at timestamptz;
