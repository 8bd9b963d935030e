-- Notices of helpers held the name of the helper; what they hold now is the subject key, so that a name ends with the person.
update people.notice n
   set data = jsonb_build_object('name', jsonb_build_object('person', a.subject))
  from people.relation r join people.account a on a.id = r.agent
 where n.key = 'notice.helper-may-act' and n.once = r.id::text;
