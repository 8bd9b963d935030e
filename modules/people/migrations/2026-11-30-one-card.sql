-- A citizen has one number for life (GB 11643), and so has whoever lives here from Hong Kong, Macao or Taiwan. Where an account
-- has two, the one that has shown most stays; the person can add the other again, at a counter.
delete from people.document d
 using (select id, row_number() over (partition by account, kind order by level desc, added_at, id) as place
          from people.document where kind in ('resident-id', 'hmt-residence')) n
 where n.id = d.id and n.place > 1;
create unique index document_once_in_life on people.document (account, kind) where kind in ('resident-id', 'hmt-residence');
