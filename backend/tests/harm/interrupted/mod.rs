//! What changes or moves everything is killed in the middle: the steps of the tables, moving, putting a backup back.

mod migrations;
mod moving;
mod restoring;
mod steps;
