//! The pages that trunk built, inside the program.

use std::collections::BTreeMap;

use axum::{http::HeaderMap, response::Response};
use yijian_frontend::route::Program;

use crate::packed::{Keep, Packed};

/// One file as the build script wrote it down.
struct File {
    path: &'static str,
    hash: &'static str,
    plain: &'static [u8],
    br: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// A file of the site.
static FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/site.rs"));

/// The frame of every page where trunk has built none.
const BARE_SHELL: &str = include_str!("bare.html");
/// Name of the staff's program.
const DESK: &str = "desk";
/// Files whose name does not change with their content are asked for again after so long.
const RECHECK_SECONDS: u32 = 600;

/// The site.
#[derive(Debug)]
pub struct Site {
    files: BTreeMap<&'static str, (Packed, Keep)>,
    shells: [(Program, &'static str); 3],
    desk: &'static str,
}

impl Site {
    /// What was built in.
    #[must_use]
    pub fn built_in() -> Self {
        let shell = |name: &str| {
            let file = FILES.iter().find(|file| is_shell(file.path, name));
            let shell = file.and_then(|file| std::str::from_utf8(file.plain).ok());
            shell.unwrap_or(BARE_SHELL)
        };
        let shells = Program::ALL.map(|program| (program, shell(program.name())));
        let names = Program::ALL.map(Program::name);
        let is_no_shell = |file: &&File| !names.iter().chain(&[DESK]).any(|name| is_shell(file.path, name));
        let files = FILES.iter().filter(is_no_shell).map(|file| {
            let packed = Packed::built(content_type(file.path), file.hash, file.plain, file.br, file.gzip);
            let keep = if is_hashed(file.path) {
                Keep::Forever
            } else {
                Keep::Seconds(RECHECK_SECONDS)
            };
            (file.path, (packed, keep))
        });
        Self {
            files: files.collect(),
            shells,
            desk: shell(DESK),
        }
    }

    /// The frame of the pages that a program draws.
    #[must_use]
    pub fn shell(&self, program: Program) -> &'static str {
        let shell = self.shells.iter().find(|(own, _)| *own == program);
        shell.map_or(BARE_SHELL, |(_, shell)| shell)
    }

    /// The frame of the staff's pages.
    #[must_use]
    pub fn desk(&self) -> &'static str {
        self.desk
    }

    /// The frames of the phone's pages.
    pub fn shells(&self) -> impl Iterator<Item = &'static str> {
        self.shells.iter().map(|(_, shell)| *shell)
    }

    /// A file by its path without the first slash.
    #[must_use]
    pub fn answer(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        let (file, keep) = self.files.get(path)?;
        Some(file.answer(headers, *keep))
    }

    /// The paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = &'static str> {
        self.files.keys().copied()
    }
}

/// Whether the file is the frame that trunk built for a program.
fn is_shell(path: &str, name: &str) -> bool {
    path.strip_suffix(".html") == Some(name)
}

/// Whether the name carries a hash of the content, as trunk's do: `guide-0a1b2c3d4e5f6789_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    const SHORTEST_HASH: usize = 12;
    path.split(['-', '.', '_', '/'])
        .any(|part| part.len() >= SHORTEST_HASH && part.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f')))
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("guide-0a1b2c3d4e5f6789_bg.wasm"));
        assert!(is_hashed("app-0a1b2c3d4e5f6789.css"));
        assert!(!is_hashed("icon.svg"));
        assert!(!is_hashed("deadbeef.css"));
    }

    #[test]
    fn every_file_has_a_content_type() {
        for path in Site::built_in().paths() {
            assert_ne!(content_type(path), "application/octet-stream", "{path}");
        }
    }
}
