//! Puts the pages that trunk built into the program, each as it is and compressed.
//!
//! They are taken from `target/site` of the workspace, or from the folder `YIJIAN_SITE`. Without them the server is
//! still whole: pages can be read, only the program of the phone is missing.

use std::{
    collections::hash_map::DefaultHasher,
    env, fs,
    hash::{Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

/// Texts below this size are not worth compressing.
const SMALLEST_BYTES: usize = 256;

fn main() -> io::Result<()> {
    let manifest = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(variable("OUT_DIR"));
    println!("cargo:rerun-if-env-changed=YIJIAN_SITE");
    let site = env::var_os("YIJIAN_SITE").map_or_else(|| manifest.join("../target/site"), PathBuf::from);
    // Cargo takes a missing folder for a change at every build, so the usual one is made: empty, it waits for the pages.
    if env::var_os("YIJIAN_SITE").is_none() {
        fs::create_dir_all(&site)?;
    }
    println!("cargo:rerun-if-changed={}", site.display());

    let mut files = Vec::new();
    if site.join("door.html").is_file() {
        collect(&site, &site, &mut files)?;
        files.sort();
    } else {
        println!(
            "cargo:warning=the pages are not built (`make pages`): this server works without the program of the phone"
        );
    }
    let mut table = String::from("&[\n");
    for path in &files {
        let content = fs::read(site.join(path))?;
        let stem = out.join(format!("site-{:016x}", hash(&content)));
        table.push_str(&entry(path, &content, &stem)?);
    }
    table.push_str("]\n");
    fs::write(out.join("site.rs"), table)
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("cargo sets {name}"))
}

/// All files below a folder, as paths with `/`. Trunk keeps what is not finished in a hidden folder.
fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let Some(path) = path.strip_prefix(root).ok().and_then(Path::to_str) {
            files.push(path.replace('\\', "/"));
        }
    }
    Ok(())
}

/// One line of the table that `site.rs` reads.
fn entry(path: &str, content: &[u8], stem: &Path) -> io::Result<String> {
    let plain = stem.with_extension("raw");
    fs::write(&plain, content)?;
    let (mut br, mut gzip) = ("None".to_owned(), "None".to_owned());
    if content.len() >= SMALLEST_BYTES && is_compressible(path) {
        br = kept(&stem.with_extension("br"), || yijian_pack::brotli(content))?;
        gzip = kept(&stem.with_extension("gz"), || yijian_pack::gzip(content))?;
    }
    Ok(format!(
        "    File {{ path: {path:?}, hash: \"{:016x}\", plain: include_bytes!({plain:?}), br: {br}, gzip: {gzip} }},\n",
        hash(content)
    ))
}

/// Compresses unless the same content already was.
fn kept(path: &Path, make: impl FnOnce() -> Vec<u8>) -> io::Result<String> {
    if !path.is_file() {
        let unfinished = path.with_extension("part");
        fs::write(&unfinished, make())?;
        fs::rename(unfinished, path)?;
    }
    Ok(format!("Some(include_bytes!({path:?}))"))
}

fn is_compressible(path: &str) -> bool {
    let extension = Path::new(path)
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    !matches!(extension, "png" | "jpg" | "jpeg" | "webp" | "woff2" | "gz" | "br")
}

fn hash(content: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}
