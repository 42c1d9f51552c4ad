-- Titles are the only words here. Fingerprints of a text that says erased words are made of them: they go, and are made anew
-- from what the text says then.
insert into platform.word_place (place, kind, belongs) values
  ('similarity.text.title', 'text', 't.subject = ($1).disclosure');

create function similarity.forget(disclosure uuid) returns void language sql as $$
  update similarity.text t set fingerprints = '{}' where t.subject = forget.disclosure
$$;
revoke execute on function similarity.forget(uuid) from public;
