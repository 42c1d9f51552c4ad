-- What a list of people asks besides the roles held now: the roles that ended. Without a whole index every page of people
-- read every grant of the installation.
drop index identity.role_grant_by_person;
create index role_grant_by_person on identity.role_grant (person);

-- Any part of a name by its pairs of characters, as units are found; an account by its beginning.
alter table identity.person
  add column search_terms text[] not null generated always as (organisations.search_terms(name, null)) stored;
create index person_by_terms on identity.person using gin (search_terms);
create index person_by_account on identity.person (account text_pattern_ops);
alter table identity.person alter column search_terms set statistics 500;
