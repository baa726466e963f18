//! The catalogue of this repository, inside the program.

use include_dir::{Dir, include_dir};

use super::load::{File, Loaded, load};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/catalogue");

/// The embedded files.
#[must_use]
pub fn files() -> Vec<File> {
    let mut files = Vec::new();
    collect(&FILES, &mut files);
    files
}

/// The embedded catalogue with the defects found while reading it.
#[must_use]
pub fn catalogue() -> Loaded {
    load(files())
}

fn collect(dir: &Dir<'_>, files: &mut Vec<File>) {
    for file in dir.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            files.push(File {
                path: path.replace('\\', "/"),
                text: text.to_owned(),
            });
        }
    }
    dir.dirs().for_each(|dir| collect(dir, files));
}
