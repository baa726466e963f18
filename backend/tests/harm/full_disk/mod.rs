//! The disk is full, under database and files.

mod in_a_file;
