//! What an uploaded file is, from its content, and whether it is whole.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

/// How much of the beginning tells the kind.
const HEAD_BYTES: u64 = 8192;
/// Where a PDF says that it ends.
const TAIL_BYTES: u64 = 2048;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A known kind, whole as far as can be told without decoding it.
    Kind(&'static str),
    /// An accepted kind, but broken.
    Broken,
    /// Something else.
    Other,
}

/// Looks at a file: the kind from its first bytes, then width and height of a picture or the end of a PDF.
///
/// # Errors
/// When the file cannot be read.
pub fn look(mut file: impl BufRead + Seek) -> io::Result<Found> {
    let mut head = Vec::new();
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    let kind = infer::get(&head).map_or("", |kind| kind.mime_type());
    Ok(match kind {
        // Some readers look for the beginning further on. What comes before it could be a page with scripts.
        "application/pdf" if !head.starts_with(b"%PDF-") => Found::Other,
        "application/pdf" => whole_pdf(file)?
            .then_some("application/pdf")
            .map_or(Found::Broken, Found::Kind),
        "image/jpeg" => picture(file, "image/jpeg"),
        "image/png" => picture(file, "image/png"),
        "image/webp" => picture(file, "image/webp"),
        // Refused anyway, with words of its own; so it need not be whole.
        "image/heif" | "image/heic" => Found::Kind("image/heic"),
        _ => Found::Other,
    })
}

fn picture(mut file: impl BufRead + Seek, kind: &'static str) -> Found {
    let size = file.rewind().ok().and_then(|()| imagesize::reader_size(file).ok());
    match size {
        Some(size) if size.width > 0 && size.height > 0 => Found::Kind(kind),
        Some(_) | None => Found::Broken,
    }
}

fn whole_pdf(mut file: impl BufRead + Seek) -> io::Result<bool> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    Ok(tail.windows(5).any(|part| part == b"%%EOF"))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn what_stands_before_the_beginning_of_a_pdf_makes_it_something_else() {
        let pdf = "%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF\n";
        assert_eq!(look(Cursor::new(pdf)).unwrap(), Found::Kind("application/pdf"));
        let page = format!("<html><script>alert(1)</script></html>{pdf}");
        assert_eq!(look(Cursor::new(page)).unwrap(), Found::Other);
    }
}
