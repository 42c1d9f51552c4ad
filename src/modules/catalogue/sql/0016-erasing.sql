-- What a catalogue says is no copy of a text, but the title of an event may repeat that of a matter.
insert into platform.word_place (place, kind, belongs) values
  ('catalogue.trigger_event.title', 'text', 't.unit_id = ($1).unit');
