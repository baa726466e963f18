//! What an uploaded file is, from its content, and whether it is whole.

use std::{
    fs::File,
    io::{self, BufReader},
    path::Path,
};

pub(in crate::http) use yijian_kind::Found;

/// Looks at a file on the disk.
pub(in crate::http) fn look(path: &Path) -> io::Result<Found> {
    yijian_kind::look(BufReader::new(File::open(path)?))
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
