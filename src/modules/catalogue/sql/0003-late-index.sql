-- What was published late is rare and asked for often; without this a page of it reads every duty.
create index duty_done_late on catalogue.duty (due_on, id) where fulfilled_on > due_on;
