//! Catalogue files: what an editor's program, or a slip of the hand, may put into the folder.

use yijian_domain::{
    catalogue::{
        Catalogue,
        check::{Defect, DefectKind, check},
        load::{File, load},
    },
    plan::{Request, plan},
    situation::Answers,
};

/// Between files: a line `=== path`.
pub(crate) const MARK: &str = "=== ";
/// The small catalogue that the domain's own tests edit.
pub(crate) const SAMPLE: &str = include_str!("../../../domain/src/catalogue/sample.txt");
const TODAY: jiff::civil::Date = jiff::civil::date(2026, 3, 2);

/// Reads the bytes as one or more files of a catalogue, alone and in place of files of a small one, and checks both.
///
/// # Panics
/// - When reading or checking panics, or comes to another result the second time.
/// - When the order of the files matters, or a defect has no file or message.
/// - When a catalogue without defects cannot be cut to a theme and sent to a phone, or plans something that names what it
///   does not hold.
pub fn catalogue(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let files = files(&text);
    let readable = consistent(&files);
    if !readable {
        return;
    }
    let mut whole = self::files(SAMPLE);
    whole.retain(|file| files.iter().all(|own| own.path != file.path));
    whole.extend(files);
    consistent(&whole);
}

/// The files of a text. One of the same path replaces the one before.
pub(crate) fn files(text: &str) -> Vec<File> {
    let mut files: Vec<File> = Vec::new();
    let marked = format!("\n{text}");
    for part in marked.split(&format!("\n{MARK}")).skip(1) {
        let (path, text) = part.split_once('\n').unwrap_or((part, ""));
        files.retain(|file| file.path != path);
        files.push(File {
            path: path.to_owned(),
            text: text.to_owned(),
        });
    }
    files
}

/// Whether every file could be read.
fn consistent(files: &[File]) -> bool {
    let loaded = load(files.to_vec());
    let defects = check(&loaded.catalogue);
    let backwards = load(files.iter().rev().cloned());
    assert_eq!(loaded.defects, backwards.defects);
    assert_eq!(defects, check(&backwards.catalogue));
    assert_eq!(json(&loaded.catalogue), json(&backwards.catalogue));
    for defect in loaded.defects.iter().chain(&defects) {
        assert!(!defect.file.is_empty() && !defect.message.is_empty(), "{defect}");
    }
    assert!(defects.is_sorted() && loaded.defects.is_sorted());
    if loaded.defects.is_empty() && defects.is_empty() {
        usable(&loaded.catalogue);
    }
    let unread = |defect: &Defect| defect.kind == DefectKind::Unreadable && defect.file != "catalogue.toml";
    !loaded.defects.iter().any(unread)
}

fn json(catalogue: &Catalogue) -> String {
    serde_json::to_string(catalogue).expect("a catalogue can be written as JSON")
}

/// A catalogue that may be published does what the server and the phones need of it.
fn usable(catalogue: &Catalogue) {
    for theme in catalogue.themes.keys() {
        let slice = catalogue.slice(theme).expect("the theme is there");
        let text = json(&slice);
        let phone: Catalogue = serde_json::from_str(&text).expect("a phone reads what the server sends");
        assert_eq!(json(&phone), text);
        let request = Request::new(theme.clone(), Answers::new(), None, TODAY);
        let made = plan(catalogue, &request);
        assert_eq!(made, plan(&phone, &request));
        let Ok(made) = made else { continue };
        assert!(made.next.iter().all(|id| catalogue.questions.contains_key(id)));
        assert!(made.items.iter().all(|item| catalogue.items.contains_key(&item.id)));
        crate::account::nothing_is_lost(catalogue, &request, &made);
    }
}
