//! Is there anything in a PDF that would act by itself?
//!
//! A PDF is kept byte for byte: what is signed stays signed, and what was handed in is what the department reads. So one
//! that holds more than pages is refused, with words that say how to get one that does not. The file is read twice, as
//! its table of contents says and as its objects lie there, for readers differ in what they do with a damaged one.
//!
//! Source of the names: ISO 32000-2:2020, 7.6 (encryption), 7.7.4 (names), 7.11.4 (files inside), 12.6.3 and 12.6.4
//! (actions and what triggers them), 12.5.6 (annotations), Annex K of ISO 32000-1 (XFA).

use lopdf::{Dictionary, Document, LoadOptions, Object, xref::XrefEntry};

use super::{Safe, Unsafe};

/// Most bytes that one stream of objects may unfold to.
const MOST_UNFOLDED: usize = 8 * 1024 * 1024;
/// Where a PDF says that it ends.
const TAIL_BYTES: usize = 2048;
/// Longest chain of actions, and of references to follow.
const MOST_STEPS: usize = 32;

/// Keys that hold something active wherever they stand, and what it is.
const ACTIVE_KEYS: &[(&[u8], &str)] = &[
    (b"JS", "a script"),
    (b"JavaScript", "a script"),
    (b"EmbeddedFiles", "a file inside"),
    (b"EF", "a file inside"),
    (b"XFA", "a form with a program"),
    (b"RichMediaContent", "a medium"),
    (b"RichMediaSettings", "a medium"),
];
/// Actions that do more than turn a page or follow a link somebody taps on.
const ACTIONS: &[(&[u8], &str)] = &[
    (b"JavaScript", "a script"),
    (b"Launch", "a program to start"),
    (b"SubmitForm", "a form that sends itself"),
    (b"ImportData", "a form that loads data"),
    (b"GoToE", "a file inside"),
    (b"GoToR", "another file to open"),
    (b"Rendition", "a medium"),
    (b"Movie", "a medium"),
    (b"Sound", "a medium"),
    (b"RichMediaExecute", "a medium"),
    (b"GoTo3DView", "a medium"),
];
/// Annotations and streams that are more than ink on paper.
const SUBTYPES: &[(&[u8], &str)] = &[
    (b"RichMedia", "a medium"),
    (b"Screen", "a medium"),
    (b"Movie", "a medium"),
    (b"Sound", "a medium"),
    (b"3D", "a medium"),
    (b"FileAttachment", "a file inside"),
];

/// What happens without anybody's doing.
const BY_ITSELF: &str = "something that happens by itself";

/// A PDF that may be kept, as it came.
pub(super) fn kept(content: Vec<u8>) -> Safe {
    Safe {
        media_type: "application/pdf",
        content,
    }
}

/// The same words as this module says them.
pub(super) fn known(what: &str) -> &'static str {
    let all = [ACTIVE_KEYS, ACTIONS, SUBTYPES].concat();
    let found = all.into_iter().find(|(_, known)| *known == what);
    found.map_or(BY_ITSELF, |(_, known)| known)
}

/// Looks into a PDF.
pub(super) fn look(content: &[u8]) -> Result<(), Unsafe> {
    let tail = &content[content.len().saturating_sub(TAIL_BYTES)..];
    if !tail.windows(5).any(|part| part == b"%%EOF") {
        return Err(Unsafe::Broken);
    }
    let as_written = load(content, false);
    if as_written.is_err() && content.windows(8).any(|part| part == b"/Encrypt") {
        return Err(Unsafe::PdfEncrypted);
    }
    let as_written = as_written?;
    if as_written.catalog().is_err() {
        return Err(Unsafe::Broken);
    }
    if hides_something(&as_written) {
        return Err(Unsafe::Broken);
    }
    walk(&as_written)?;
    // Never both in memory.
    drop(as_written);
    // Not every sound file can be read this way; then there is nothing more to see.
    load(content, true).map_or(Ok(()), |as_it_lies| walk(&as_it_lies))
}

/// Whether the table of contents names an object inside a stream of objects that could not be unpacked here: another reader
/// may be able to.
fn hides_something(document: &Document) -> bool {
    document
        .reference_table
        .entries
        .iter()
        .any(|(id, entry)| matches!(entry, XrefEntry::Compressed { .. }) && !document.objects.contains_key(&(*id, 0)))
}

fn load(content: &[u8], force_reconstruct: bool) -> Result<Document, Unsafe> {
    let options = LoadOptions {
        max_decompressed_size: Some(MOST_UNFOLDED),
        force_reconstruct,
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(content, options).map_err(|_| Unsafe::Broken)?;
    if document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(Unsafe::PdfEncrypted);
    }
    Ok(document)
}

/// Walks everything there is, whether a page shows it or not.
fn walk(document: &Document) -> Result<(), Unsafe> {
    dictionary(document, &document.trailer)?;
    let mut open: Vec<&Object> = document.trailer.iter().map(|(_, value)| value).collect();
    open.extend(document.objects.values());
    while let Some(object) = open.pop() {
        let inside = match object {
            Object::Array(items) => {
                open.extend(items);
                continue;
            }
            Object::Dictionary(inside) => inside,
            Object::Stream(stream) => &stream.dict,
            Object::Null
            | Object::Boolean(_)
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Name(_)
            | Object::String(..)
            | Object::Reference(_) => continue,
        };
        dictionary(document, inside)?;
        open.extend(inside.iter().map(|(_, value)| value));
    }
    Ok(())
}

fn dictionary(document: &Document, inside: &Dictionary) -> Result<(), Unsafe> {
    let among = |key: &[u8], names: &[(&[u8], &'static str)]| {
        let value = resolved(document, inside.get(key).ok()?)?.as_name().ok()?;
        names.iter().find(|(name, _)| *name == value).map(|(_, what)| *what)
    };
    let found = ACTIVE_KEYS
        .iter()
        .find(|(key, _)| inside.has(key))
        .map(|(_, what)| *what)
        .or_else(|| among(b"S", ACTIONS))
        .or_else(|| among(b"Subtype", SUBTYPES))
        .or_else(|| among(b"Type", &[(b"EmbeddedFile", "a file inside")]));
    if let Some(what) = found {
        return Err(Unsafe::PdfActive(what));
    }
    let opening = inside.get(b"OpenAction").ok();
    let triggers = inside.get(b"AA").ok().and_then(|triggers| resolved(document, triggers));
    let triggered = triggers.and_then(|triggers| triggers.as_dict().ok());
    let mut by_itself = opening
        .into_iter()
        .chain(triggered.iter().flat_map(|all| all.iter().map(|(_, action)| action)));
    if by_itself.all(|action| is_quiet(document, action)) {
        Ok(())
    } else {
        Err(Unsafe::PdfActive(BY_ITSELF))
    }
}

/// Whether an action that happens by itself only turns pages.
fn is_quiet(document: &Document, action: &Object) -> bool {
    let mut next = Some(action);
    for _ in 0..MOST_STEPS {
        let Some(object) = next else { return true };
        match resolved(document, object) {
            Some(Object::Dictionary(action)) => {
                let verb = action
                    .get(b"S")
                    .ok()
                    .and_then(|verb| resolved(document, verb)?.as_name().ok());
                if !matches!(verb, Some(b"GoTo" | b"Named") | None) {
                    return false;
                }
                next = action.get(b"Next").ok();
            }
            // A place in the document, or the name of one. A list of actions is none.
            Some(Object::Array(place)) => {
                return !place.iter().any(|part| matches!(resolved(document, part), Some(Object::Dictionary(action)) if action.has(b"S") && !action.has(b"Type")));
            }
            _ => return true,
        }
    }
    false
}

/// What a reference leads to, itself when it is none.
fn resolved<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Object> {
    let mut object = object;
    for _ in 0..MOST_STEPS {
        match object {
            Object::Reference(id) => object = document.objects.get(id)?,
            other => return Some(other),
        }
    }
    None
}
