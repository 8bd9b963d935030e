-- Acts that only a cover (代班) allowed name it, and the colleague it was done for.
alter table platform.audit
  add column cover uuid,
  add column cover_for uuid,
  add constraint audit_cover_whole check ((cover is null) = (cover_for is null));

-- How the session was begun: by what we checked ourselves, by a provider of identities (OpenID), or by one that has also
-- checked a second factor that counts here.
alter table platform.session
  add column proof text not null default 'own' check (proof in ('own', 'provider', 'provider-two'));
