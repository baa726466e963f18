//! Tests that do the harm and then count.
//!
//! The real program serves on a port of its own, and people hand in and work as they do every day. Meanwhile something
//! breaks: the program, its database, its disk, the line in between. Everybody tries again what was not
//! acknowledged, as phones and desks do. In the end the database is compared with what was acknowledged: everything is
//! there, once.
//!
//! The database is a file, or a schema of its own in the PostgreSQL server that `YIJIAN_TEST_POSTGRES` names; who stops
//! a server starts one of their own. `YIJIAN_HARM_SEED` repeats the moments of an earlier run, and `YIJIAN_HARM_ROUNDS`
//! makes the short form long. `docs/harm.md` lists what there is.

mod files_away;
mod full_disk;
mod half_uploads;
mod interrupted;
mod killed;
mod kit;
mod restarted;
mod slow;
mod twice;
