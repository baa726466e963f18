//! What holds for every endpoint.

mod clock_set;
mod strange;
mod unknown;
