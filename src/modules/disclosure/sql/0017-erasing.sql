-- Where words of a text stand in this room, and what erasing does to a frozen revision: its bytes go, its hash and the
-- signatures given to them stay, and a mark says why the two no longer agree.
alter table disclosure.revision add column erased_at timestamptz;

drop trigger revision_keeps_frozen on disclosure.revision;
create trigger revision_keeps_frozen before update or delete on disclosure.revision for each row
  when (not disclosure.is_purging(old.id) and not platform.is_erasing('disclosure', 'revision'))
  execute function disclosure.keep_frozen();
create trigger revision_keeps_mark before update of erased_at on disclosure.revision
  for each row execute function platform.refuse_change();
drop trigger attachment_kept on disclosure.attachment;
create trigger attachment_kept before update or delete on disclosure.attachment for each row
  when (not disclosure.is_purging(old.revision_id) and not platform.is_erasing('disclosure', 'attachment'))
  execute function disclosure.refuse_when_frozen();

insert into platform.word_place (place, kind, belongs) values
  ('disclosure.revision.content', 'json', 't.disclosure_id = ($1).disclosure'),
  ('disclosure.attachment.name', 'text', 't.revision_id = any (($1).revisions)'),
  ('disclosure.attachment.text', 'text', 't.revision_id = any (($1).revisions)'),
  ('disclosure.attachment.notes', 'json', 't.revision_id = any (($1).revisions)'),
  ('disclosure.signature.opinion', 'text', 't.revision_id = any (($1).revisions)'),
  ('disclosure.draft_conflict.content', 'json', 't.revision_id = any (($1).revisions)'),
  ('disclosure.event.note', 'text', 't.disclosure_id = ($1).disclosure'),
  ('disclosure.opinion_request.question', 'text', 't.revision_id = any (($1).revisions)'),
  ('disclosure.comment.text', 'text', 't.disclosure_id = ($1).disclosure'),
  ('disclosure.comment.mentions', 'json', 't.disclosure_id = ($1).disclosure'),
  ('disclosure.matter.title', 'text',
    't.id in (select s.matter_id from disclosure.matter_stage s where s.disclosure_id = ($1).disclosure)'),
  ('disclosure.matter.closed_reason', 'text',
    't.id in (select s.matter_id from disclosure.matter_stage s where s.disclosure_id = ($1).disclosure)'),
  -- A template was made of a text and does not say of which: those of the text's own unit.
  ('disclosure.text_template_version.name', 'text',
    't.template_id in (select m.id from disclosure.text_template m where m.unit_id = ($1).unit)'),
  ('disclosure.text_template_version.title', 'text',
    't.template_id in (select m.id from disclosure.text_template m where m.unit_id = ($1).unit)'),
  ('disclosure.text_template_version.note', 'text',
    't.template_id in (select m.id from disclosure.text_template m where m.unit_id = ($1).unit)'),
  ('disclosure.text_template_version.body', 'json',
    't.template_id in (select m.id from disclosure.text_template m where m.unit_id = ($1).unit)');

-- Before the words go: which frozen revisions will say something else than was signed, and drafts count as saved by somebody
-- else, so that whoever has one open is told. With `files`, attachments become their masked copies or go.
create function disclosure.begin_erasing(subject platform.erasing_subject, patterns text[], files jsonb, at timestamptz)
  returns void language plpgsql as $$
begin
  perform set_config('gongkai.erasing', 'yes', true);
  update disclosure.revision r set
      erased_at = case when r.frozen_at is null then r.erased_at else at end,
      lock_version = case when r.frozen_at is null then r.lock_version + 1 else r.lock_version end
    where r.disclosure_id = subject.disclosure
      and (platform.count_words(platform.words_of(r.content), patterns) > 0
        or exists (select from disclosure.attachment a where a.revision_id = r.id
          and (files ? a.sha256 or platform.count_words(a.name, patterns) > 0)));
  update disclosure.attachment a set sha256 = files -> a.sha256 ->> 'sha256', size = (files -> a.sha256 ->> 'size')::bigint
    where a.revision_id = any (subject.revisions) and jsonb_typeof(files -> a.sha256) = 'object';
  delete from disclosure.attachment a
    where a.revision_id = any (subject.revisions) and jsonb_typeof(files -> a.sha256) = 'null';
  -- Fingerprints of templates that say it are made of it.
  delete from similarity.boilerplate b using disclosure.text_template_version v
    join disclosure.text_template m on m.id = v.template_id
    where m.unit_id = subject.unit and b.source = 'template:' || v.template_id || ':' || v.version
      and platform.count_words(platform.words_of(v.body), patterns) > 0;
  perform set_config('gongkai.erasing', '', true);
end $$;
revoke execute on function disclosure.begin_erasing(platform.erasing_subject, text[], jsonb, timestamptz) from public;
