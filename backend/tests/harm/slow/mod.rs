//! The database is slow, cut off, dead without a word, or held by somebody else for longer than anybody waits.

mod in_a_file;
mod on_a_server;
