-- Where a sheet was hung (CAR-2): the place of its board as the register said it then, confirmed by whoever hung it, or where
-- their telephone said it was, given by them. Never taken from the photo: what a camera writes into it is stripped.
alter table carriers.posting
  add column posted_place text check (length(posted_place) between 1 and 500),
  add column posted_latitude double precision check (posted_latitude between -90 and 90),
  add column posted_longitude double precision check (posted_longitude between -180 and 180),
  -- Metres.
  add column posted_accuracy integer check (posted_accuracy between 0 and 100000),
  add constraint posting_place_whole check ((posted_latitude is null) = (posted_longitude is null)
    and (posted_accuracy is null or posted_latitude is not null)),
  add constraint posting_place_of_posted check (posted_at is not null or (posted_place is null and posted_latitude is null));

-- Mail that no server has taken for a day.
alter table carriers.finding
  drop constraint finding_kind_check,
  add constraint finding_kind_check check (kind in ('silentScreen', 'boardWithoutSheet', 'postingTooShort', 'sheetOfWithdrawn',
    'channelStillShowing', 'deliveryGivenUp', 'receiptOverdue', 'otherBytes', 'webhookDisabled', 'mailRefused'));
