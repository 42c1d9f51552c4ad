-- Values found are kept masked, and as keyed fingerprints; of what is erased neither stays.
insert into platform.word_place (place, kind, belongs) values
  ('screening.finding.masked', 'text',
    't.screening_id in (select s.id from screening.screening s where s.revision = any (($1).revisions))'),
  ('screening.finding.place', 'json',
    't.screening_id in (select s.id from screening.screening s where s.revision = any (($1).revisions))'),
  ('screening.finding.reason', 'text',
    't.screening_id in (select s.id from screening.screening s where s.revision = any (($1).revisions))'),
  ('screening.finding.replacement', 'text',
    't.screening_id in (select s.id from screening.screening s where s.revision = any (($1).revisions))'),
  ('screening.decision.reason', 'text', 't.revision = any (($1).revisions)'),
  ('screening.incident_step.note', 'text',
    't.incident_id in (select i.id from screening.incident i where i.revision = any (($1).revisions))');

-- @param prints fingerprints of the erased words, of every kind
create function screening.forget(of_revisions uuid[], prints text[]) returns void language plpgsql as $$
begin
  perform set_config('gongkai.erasing', 'yes', true);
  update screening.finding f set masked = '×', fingerprint = repeat('0', 64)
    where f.fingerprint = any (prints)
      and f.screening_id in (select s.id from screening.screening s where s.revision = any (of_revisions));
  update screening.decision d set fingerprint = repeat('0', 64)
    where d.fingerprint = any (prints) and d.revision = any (of_revisions);
  perform set_config('gongkai.erasing', '', true);
end $$;
revoke execute on function screening.forget(uuid[], text[]) from public;
