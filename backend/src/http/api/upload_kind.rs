//! What an uploaded file is, from its content, and whether it is whole.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

/// How much of the beginning tells the kind.
const HEAD_BYTES: u64 = 8192;
/// Where a PDF says that it ends.
const TAIL_BYTES: u64 = 2048;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Found {
    /// An accepted kind, whole.
    Kind(&'static str),
    /// An accepted kind, but broken.
    Broken,
    /// Something else.
    Other,
}

/// Looks at a file: the kind from its first bytes, then width and height of a picture or the end of a PDF.
pub(in crate::http) fn look(path: &Path) -> io::Result<Found> {
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    let kind = infer::get(&head).map_or("", |kind| kind.mime_type());
    Ok(match kind {
        "application/pdf" => whole_pdf(&mut file)?
            .then_some("application/pdf")
            .map_or(Found::Broken, Found::Kind),
        "image/jpeg" => picture(path, "image/jpeg"),
        "image/png" => picture(path, "image/png"),
        "image/webp" => picture(path, "image/webp"),
        "image/heif" | "image/heic" => picture(path, "image/heic"),
        _ => Found::Other,
    })
}

fn picture(path: &Path, kind: &'static str) -> Found {
    match imagesize::size(path) {
        Ok(size) if size.width > 0 && size.height > 0 => Found::Kind(kind),
        Ok(_) | Err(_) => Found::Broken,
    }
}

fn whole_pdf(file: &mut File) -> io::Result<bool> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    Ok(tail.windows(5).any(|part| part == b"%%EOF"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{pdf, png};

    fn found(content: &[u8]) -> Found {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("upload");
        std::fs::write(&path, content).unwrap();
        look(&path).unwrap()
    }

    #[test]
    fn the_kind_is_known_from_the_content() {
        assert_eq!(found(&png()), Found::Kind("image/png"));
        assert_eq!(found(&pdf()), Found::Kind("application/pdf"));
        // The smallest start of a JPEG that tells its size: SOI, SOF0 with 1 x 1.
        let jpeg = [0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0, 0xff, 0xd9];
        assert_eq!(found(&jpeg), Found::Kind("image/jpeg"));
        assert_eq!(found(b"<html><script>alert(1)</script></html>"), Found::Other);
        assert_eq!(found(b"\x7fELF\x02\x01\x01"), Found::Other);
        assert_eq!(found(b""), Found::Other);
    }

    #[test]
    fn what_breaks_off_is_broken() {
        assert_eq!(found(&png()[..12]), Found::Broken);
        assert_eq!(found(&pdf()[..20]), Found::Broken);
        assert_eq!(found(&[0xff, 0xd8, 0xff, 0xe0]), Found::Broken);
    }
}
