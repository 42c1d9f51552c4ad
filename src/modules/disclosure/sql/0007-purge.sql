-- A mark of secrecy found in frozen words (保守国家秘密法 art. 31): they go, and nothing else may ever make them go.
-- Only the function below may take words out of a frozen revision, and only while an incident of that revision is open.

-- True inside purge_revision alone: the setting names the revision, and the user is the owner the function runs as. The
-- program's own logins can set the setting, but are not the owner.
create function disclosure.is_purging(target uuid) returns boolean language sql stable as $$
  select coalesce(current_setting('gongkai.purging', true), '') = target::text
    and current_user = (select tableowner from pg_catalog.pg_tables
      where schemaname = 'disclosure' and tablename = 'revision')
$$;

drop trigger revision_keeps_frozen on disclosure.revision;
create trigger revision_keeps_frozen before update or delete on disclosure.revision
  for each row when (not disclosure.is_purging(old.id)) execute function disclosure.keep_frozen();

drop trigger attachment_closed on disclosure.attachment;
create trigger attachment_closed before insert on disclosure.attachment
  for each row execute function disclosure.refuse_when_frozen();
create trigger attachment_kept before update or delete on disclosure.attachment
  for each row when (not disclosure.is_purging(old.revision_id)) execute function disclosure.refuse_when_frozen();

create function disclosure.purge_revision(target uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  blank constant jsonb := '{"title": "", "documentNumber": null, "category": "", "keywords": [], "attachments": [],
    "body": {"type": "doc", "content": [{"type": "paragraph"}]}, "changeNote": null, "reason": null}';
begin
  if not exists (select from screening.incident i where i.revision = target
      and not exists (select from screening.incident_step s where s.incident_id = i.id and s.step = 'closed')) then
    raise exception 'no open incident for revision %', target using errcode = 'insufficient_privilege';
  end if;
  perform set_config('gongkai.purging', target::text, true);
  update disclosure.revision r set content = r.content || blank, state = 'cancelled' where r.id = target;
  delete from disclosure.attachment a where a.revision_id = target;
  update disclosure.draft_conflict c set content = c.content || blank where c.revision_id = target;
  perform set_config('gongkai.purging', '', true);
end $$;
revoke execute on function disclosure.purge_revision(uuid) from public;
grant execute on function disclosure.purge_revision(uuid) to gongkai_office, gongkai_worker;
