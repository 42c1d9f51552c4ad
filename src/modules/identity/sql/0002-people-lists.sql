-- What a list of people asks besides the roles held now: the roles that ended. Without a whole index every page of people
-- read every grant of the installation.
drop index identity.role_grant_by_person;
create index role_grant_by_person on identity.role_grant (person);

-- Any part of a name by its pairs of characters, as units are found; an account by its beginning.
create index person_by_pieces on identity.person using gin (organisations.search_terms(name, null));
create index person_by_account on identity.person (account text_pattern_ops);
