//! The database is stopped and started again while the server works. Only one that is a server can be.

mod on_a_server;
