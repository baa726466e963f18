//! What holds for every endpoint.

mod strange;
mod unknown;
