//! Prints the digests of the plans of many random situations, one line each: its number and the digest.
//!
//! `tests/parity.rs`, compiled as WebAssembly, takes them in and expects the same: the phone plans like the server.

#[path = "../tests/common/situations.rs"]
mod situations;

use std::io::{self, BufWriter, Write};

use yijian_domain::catalogue::embedded;

fn main() -> io::Result<()> {
    let catalogue = embedded::catalogue().catalogue;
    let mut out = BufWriter::new(io::stdout().lock());
    for number in 0..situations::SITUATIONS {
        let request = situations::situation(&catalogue, number);
        writeln!(out, "{number} {}", situations::digest(&catalogue, &request))?;
    }
    out.flush()
}
