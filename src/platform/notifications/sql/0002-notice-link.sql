-- Whoever tells more people of a page asks who has been told of it already.
create index notification_by_link on platform.notification (link, created_at);
