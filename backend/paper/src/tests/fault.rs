//! What can go wrong, and how it is said.

use std::{fs, path::Path};

use tempfile::TempDir;

use super::{PRINTER, print, sample};
use crate::{AtLeast, Document, PrintFault, Printer, PrinterFault, TooFew, fonts::Fonts};

/// A folder with these templates.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn receipt(change: impl FnOnce(&mut crate::Receipt)) -> Document {
    let Document::Receipt(mut receipt) = sample("receipt.typ") else {
        panic!("a receipt is printed with receipt.typ")
    };
    change(&mut receipt);
    Document::Receipt(receipt)
}

#[test]
fn without_a_chinese_font_it_says_which_to_install() {
    let none = fontdb::Database::new();
    let fault = Fonts::of(&none, &none).err().unwrap();
    assert_eq!(fault, PrinterFault::NoChineseFont);
    assert!(fault.to_string().contains("apt-get install fonts-noto-cjk"), "{fault}");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    for (fonts, templates) in [(Some("/nowhere"), None), (None, Some("/nowhere"))] {
        let fault = Printer::open(fonts.map(Path::new), templates.map(Path::new))
            .err()
            .unwrap();
        assert!(fault.to_string().contains("/nowhere"), "{fault}");
    }
}

#[test]
fn a_countys_template_and_picture_take_the_place_of_ours() {
    let county = folder(&[
        (
            "receipt.typ",
            "#set document(title: \"回执\")\n#set text(lang: \"zh\")\n#image(\"emblem.svg\", alt: \"县徽\")\n#title()",
        ),
        (
            "emblem.svg",
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>"##,
        ),
        ("notes.txt", "not a template"),
    ]);
    let printer = Printer::open(None, Some(county.path())).unwrap();
    let document = sample("receipt.typ");
    assert!(printer.print(&document).unwrap() != print(&document));
}

#[test]
fn a_template_that_replaces_none_is_refused() {
    let county = folder(&[("reciept.typ", "")]);
    let fault = Printer::open(None, Some(county.path())).err().unwrap().to_string();
    assert!(
        fault.contains("reciept.typ") && fault.contains("receipt.typ"),
        "{fault}"
    );
}

#[test]
fn a_template_that_does_not_compile_is_named_with_line_and_message() {
    let county = folder(&[("receipt.typ", "#set document(title: \"回执\")\n\n回执 #data.head")]);
    let printer = Printer::open(None, Some(county.path())).unwrap();
    let fault = printer.print(&sample("receipt.typ")).unwrap_err();
    assert_eq!(fault.to_string(), "receipt.typ:3:5: unknown variable: data");
    assert_eq!(printer.check(), Err(vec![fault]));
}

#[test]
fn a_template_without_a_title_breaks_the_rule_for_reading_aloud() {
    let county = folder(&[("receipt.typ", "回执")]);
    let printer = Printer::open(None, Some(county.path())).unwrap();
    let fault = printer.print(&sample("receipt.typ")).unwrap_err();
    assert!(fault.to_string().starts_with("receipt.typ:0:0: "), "{fault}");
    assert!(fault.to_string().contains("title"), "{fault}");
}

#[test]
fn our_own_templates_are_sound() {
    assert_eq!(PRINTER.check(), Ok(()));
}

#[test]
fn a_character_without_a_font_is_told_as_a_code_point() {
    // The private use area: characters of old systems that mean nothing elsewhere.
    let document = receipt(|receipt| receipt.applicant.name = "王\u{E863}\u{10FFFD}".to_owned());
    let fault = PRINTER.print(&document).unwrap_err();
    let PrintFault::Characters { characters } = &fault else {
        panic!("{fault}")
    };
    assert_eq!(characters, &['\u{E863}', '\u{10FFFD}']);
    assert!(fault.to_string().contains("U+E863, U+10FFFD"), "{fault}");
}

#[test]
fn a_text_too_long_for_a_code_is_a_fault_with_its_length() {
    for bytes in [0, 4000] {
        let document = receipt(|receipt| receipt.code = Some("x".repeat(bytes)));
        assert_eq!(PRINTER.print(&document), Err(PrintFault::Code { bytes }));
    }
}

#[test]
fn texts_of_a_case_are_never_read_as_markup() {
    let document = receipt(|receipt| receipt.matter = "#panic() *= $ ` <x> @y \\".to_owned());
    PRINTER.print(&document).unwrap();
}

#[test]
fn a_refusal_without_reasons_and_a_visit_of_one_inspector_cannot_be_written_down() {
    assert_eq!(AtLeast::<2, u8>::new(vec![1]), Err(TooFew { found: 1, needed: 2 }));
    assert!(serde_json::from_str::<AtLeast<1, u8>>("[]").is_err());
    assert_eq!(serde_json::to_string(&AtLeast::from([1, 2])).unwrap(), "[1,2]");
}

#[test]
fn a_document_kept_as_json_is_the_same_when_read_again() {
    for document in Document::samples() {
        let kept = serde_json::to_value(&document).unwrap();
        let read: Document = serde_json::from_value(kept.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), kept, "{document:?}");
    }
}

#[test]
fn debug_output_shows_no_names() {
    assert_eq!(format!("{:?}", sample("receipt.typ")), "Document(receipt.typ)");
}
