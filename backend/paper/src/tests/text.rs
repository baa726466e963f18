//! Characters, fonts and metadata.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document as Pdf, Object, ObjectId};
use serde_json::Value;

use super::{PRINTER, print, printed, sample};
use crate::{Document, Outcome};

fn open(pdf: &[u8]) -> Pdf {
    Pdf::load_mem(pdf).unwrap()
}

/// All text of all pages, without the spaces and line ends that come from the layout.
fn text(pdf: &Pdf) -> String {
    let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
    pdf.extract_text(&pages).unwrap().split_whitespace().collect()
}

/// What a document says, field by field.
fn said(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.split_whitespace().collect()],
        Value::Array(values) => values.iter().flat_map(said).collect(),
        Value::Object(fields) => fields.values().flat_map(said).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

#[test]
fn the_words_of_each_template_can_be_read_again() {
    let expected = [
        ("receipt.typ", "收件凭证"),
        (
            "acceptance.typ",
            "第三十二条第一款第（五）项的规定，决定于2026年3月4日予以受理",
        ),
        ("correction.typ", "以上是需要补正的全部内容，共3项"),
        ("non_acceptance.typ", "第三十二条第一款第（一）项的规定，决定不予受理"),
        ("decision.typ", "第三十八条第一款的规定，决定准予行政许可"),
        ("deferral.typ", "本通知书一式两份"),
        ("pause.typ", "《中华人民共和国行政许可法》第四十五条的规定"),
        (
            "extension.typ",
            "第四十二条第二款的规定，经本级人民政府负责人批准，办理期限延长5个工作日",
        ),
        ("inspection_record.typ", "第三十四条第三款的规定"),
        ("composite_licence.typ", "不替代各项许可的法律效力"),
    ];
    for (template, words) in expected {
        let text = text(&open(&print(&sample(template))));
        assert!(text.contains(words), "{template}: {text}");
    }
}

/// What the first sample of a decision with such an outcome says.
fn decision(fits: impl Fn(&Outcome) -> bool) -> String {
    let fits = |document: &Document| matches!(document, Document::Decision(decision) if fits(&decision.outcome));
    let document = Document::samples().into_iter().find(fits).unwrap();
    text(&open(&print(&document)))
}

#[test]
fn a_refusal_says_why_on_what_law_and_where_to_turn() {
    let text = decision(|outcome| matches!(outcome, Outcome::Refused { .. }));
    for words in [
        "不予行政许可决定书",
        "1.经营场所与公共厕所相距不足25米",
        "《中华人民共和国食品安全法》第三十三条",
        "六十日内，依照《中华人民共和国行政复议法》第二十条第一款的规定，向青石县人民政府申请行政复议",
        "六个月内，依照《中华人民共和国行政诉讼法》第四十六条第一款的规定，直接向青石县人民法院提起行政诉讼",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn a_revocation_says_what_loses_its_force_why_and_where_to_turn() {
    let text = decision(|outcome| matches!(outcome, Outcome::Revoked { .. }));
    for words in [
        "撤销行政许可决定书",
        "第六十九条的规定，决定撤销该行政许可",
        "JY29901010000018",
        "承诺不实",
        "申请行政复议",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("不予行政许可") && !text.contains("证件送达"), "{text}");
}

#[test]
fn rare_characters_and_the_dot_in_names_are_the_same_when_read_again() {
    let text = text(&open(&print(&sample("receipt.typ"))));
    assert!(text.contains("𠮷㛃𬭬"), "{text}");
    assert!(text.contains("买买提\u{B7}艾力"), "{text}");
}

#[test]
fn characters_of_the_last_blocks_are_drawn_with_the_font_of_rare_ones() {
    let Document::Receipt(mut receipt) = sample("receipt.typ") else {
        panic!("a receipt is printed with receipt.typ")
    };
    // The first character of extension B and the last of extension F.
    receipt.applicant.name = "王\u{20000}\u{2EBE0}".to_owned();
    let pdf = open(&print(&Document::Receipt(receipt)));
    assert!(text(&pdf).contains("王\u{20000}\u{2EBE0}"));
    let fonts: Vec<_> = pdf
        .get_pages()
        .into_values()
        .flat_map(|page| embedded(&pdf, page))
        .collect();
    assert!(fonts.iter().any(|font| font.ends_with("+HanaMinB")), "{fonts:?}");
}

#[test]
fn every_text_of_every_sample_is_on_the_sheet() {
    for (document, pdf) in printed() {
        // Cells of a row are read line by line, so a text that wraps in a table is looked for by its characters.
        let characters: BTreeSet<char> = text(&open(&pdf)).chars().collect();
        for said in said(&serde_json::to_value(&document).unwrap()) {
            // Dates, codes for the template and the text of the QR code look different on the sheet.
            if said.is_ascii() {
                continue;
            }
            let lost: String = said.chars().filter(|c| !characters.contains(c)).collect();
            assert!(lost.is_empty(), "{document:?} lost {lost} of {said}");
        }
    }
}

#[test]
fn fonts_are_embedded_as_subsets_and_metadata_names_the_kind_and_the_day_and_nobody() {
    for (document, pdf) in printed() {
        let pdf = open(&pdf);
        let fonts = pdf.get_pages().into_values().flat_map(|page| embedded(&pdf, page));
        for name in fonts.collect::<BTreeSet<_>>() {
            let tag = name.split_once('+').map(|(tag, _)| tag.len());
            assert_eq!(tag, Some(6), "{name} is not a subset");
        }
        let info = pdf.trailer.get(b"Info").and_then(|info| pdf.dereference(info));
        let info = info.unwrap().1.as_dict().unwrap();
        let keys = info.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned());
        let allowed = BTreeSet::from(["CreationDate", "Creator", "ModDate", "Title"].map(str::to_owned));
        assert_eq!(keys.filter(|key| !allowed.contains(key)).collect::<Vec<_>>(), [""; 0]);
        let created = info.get(b"CreationDate").and_then(Object::as_str).unwrap();
        let day = document.date().strftime("D:%Y%m%d000000+08'00").to_string();
        assert!(
            created.starts_with(day.as_bytes()),
            "{}",
            String::from_utf8_lossy(created)
        );
        let catalog = pdf.catalog().unwrap();
        assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).unwrap(), b"zh-CN");
        assert!(catalog.has(b"StructTreeRoot"), "it can be read aloud");
    }
}

/// Names of the fonts of a page; fails when there is none or one has no font file.
fn embedded(pdf: &Pdf, page: ObjectId) -> Vec<String> {
    let follow = |parent: &Dictionary, key: &[u8]| {
        let found = parent.get(key).and_then(|value| pdf.dereference(value));
        found.unwrap().1.clone()
    };
    let name = |font: &Dictionary| {
        let below = follow(font, b"DescendantFonts");
        let below = pdf.dereference(&below.as_array().unwrap()[0]).unwrap().1;
        let descriptor = follow(below.as_dict().unwrap(), b"FontDescriptor");
        let descriptor = descriptor.as_dict().unwrap();
        assert!(
            descriptor.has(b"FontFile2") || descriptor.has(b"FontFile3"),
            "{descriptor:?}"
        );
        let name = descriptor.get(b"FontName").and_then(Object::as_name).unwrap();
        String::from_utf8_lossy(name).into_owned()
    };
    let fonts = pdf.get_page_fonts(page).unwrap();
    assert!(!fonts.is_empty(), "a page without text");
    fonts.into_values().map(name).collect()
}

#[test]
fn the_same_document_gives_the_same_bytes_in_any_order_and_on_several_threads() {
    let documents = ["receipt.typ", "composite_licence.typ"].map(sample);
    let first = documents.each_ref().map(print);
    typst::comemo::evict(0);
    std::thread::scope(|scope| {
        let print = |index: usize| PRINTER.print(&documents[index]).unwrap() == first[index];
        let threads = [1, 0].map(|index| scope.spawn(move || print(index)));
        assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
    });
}

#[test]
fn a_licence_of_a_business_without_a_code_yet_leaves_the_line_out() {
    let Document::CompositeLicence(mut licence) = sample("composite_licence.typ") else {
        panic!("it is a licence");
    };
    let line = "统一社会信用代码";
    assert!(text(&open(&print(&Document::CompositeLicence(licence.clone())))).contains(line));
    licence.credit_code = String::new();
    assert!(!text(&open(&print(&Document::CompositeLicence(licence)))).contains(line));
}
