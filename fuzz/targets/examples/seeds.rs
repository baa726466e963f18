//! Writes the seeds of every target into folders of their names: `cargo run -p yijian-fuzz-targets --example seeds FOLDER`.

use std::{fs, io, path::Path};

use yijian_fuzz_targets::TARGETS;

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "fuzz/corpus".to_owned());
    for target in TARGETS {
        let own = Path::new(&folder).join(target.name);
        fs::create_dir_all(&own)?;
        for (no, seed) in (target.seeds)().into_iter().enumerate() {
            fs::write(own.join(format!("seed-{no:03}")), seed)?;
        }
    }
    Ok(())
}
