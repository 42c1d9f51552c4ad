-- A wrong word of a unit's list says what it is to be replaced by; the finding keeps it as it was found.
alter table screening.finding add column replacement text check (length(replacement) between 1 and 60);
