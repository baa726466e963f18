//! What holds for every endpoint.

mod clock_set;
mod security;
mod strange;
mod unknown;
