//! Uploads: what a file is.

use std::io::Cursor;

use yijian_kind::{Found, look};

/// How a file of each accepted kind begins: media type, place, bytes.
const BEGINNINGS: [(&str, usize, &[u8]); 5] = [
    ("application/pdf", 0, b"%PDF-"),
    ("image/jpeg", 0, b"\xff\xd8\xff"),
    ("image/png", 0, b"\x89PNG"),
    ("image/webp", 8, b"WEBP"),
    ("image/heic", 4, b"ftyp"),
];

/// Looks at the bytes as an uploaded file.
///
/// # Panics
/// - When looking fails, or finds something else the second time.
/// - When something is taken for a kind whose signature it does not begin with: a page or a program never passes as a
///   picture.
/// - When a PDF passes without its end, or a kind depends on what comes behind a picture.
pub fn uploads(bytes: &[u8]) {
    let found = of(bytes);
    assert_eq!(found, of(bytes));
    let Found::Kind(kind) = found else { return };
    let (_, at, beginning) = BEGINNINGS
        .into_iter()
        .find(|(known, ..)| *known == kind)
        .expect("only these kinds are accepted");
    assert!(bytes[at..].starts_with(beginning));
    if kind == "application/pdf" {
        let end = bytes.windows(5).position(|part| part == b"%%EOF").expect("it ends");
        assert_eq!(of(&bytes[..end]), Found::Broken);
    } else if kind != "image/heic" {
        // The boxes of a HEIC file may claim more than is there.
        let mut longer = bytes.to_vec();
        longer.extend_from_slice(b"<script>alert(1)</script>");
        assert_eq!(of(&longer), found);
    }
}

fn of(bytes: &[u8]) -> Found {
    look(Cursor::new(bytes)).expect("memory can be read")
}
