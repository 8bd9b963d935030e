-- Whether a place was public on a day, the history of its publication says: a day of withdrawal forgot the gap when it was published again.
alter table places.facility drop constraint facility_withdrawn, drop column withdrawn_on;
