//! What can be done with a case, when and by whom, by example. The laws that hold for every record are in `tests/laws`.

mod acts;
mod clock;
mod commitment;
mod days;
mod deferral;
mod inspection;
mod instant;
mod intake;
mod objection;
mod open;
mod outcome;
mod part;
mod record;
mod table;
mod urge;
mod world;
