-- Each guardian's document stands for a child by itself: what was seen of the one says nothing of the other's.
drop index people.document_by_guardian_once;
create unique index document_by_guardian_once on people.document (account, guardian) where kind = 'by-guardian';
