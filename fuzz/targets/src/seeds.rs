//! Inputs to begin with, made from the repository's own catalogue and rules. Only synthetic persons stand in them.

use jiff::civil::date;
use yijian_domain::{
    catalogue::{Condition, embedded},
    licence::Seal,
};

use crate::{
    CATALOGUE,
    catalogue::{MARK, SAMPLE, files},
    drafts::{DRAFTS_WITHOUT_FAULT, TODAY},
    licence_codes::key,
};

/// Every file of the small catalogue, one of each folder of the embedded one, and all of the small one together.
#[must_use]
pub fn catalogue() -> Vec<Vec<u8>> {
    let mut seen = std::collections::BTreeSet::new();
    let first_of_folder = embedded::files()
        .into_iter()
        .filter(|file| seen.insert(file.path.split('/').next().map(ToOwned::to_owned)));
    let own = files(SAMPLE).into_iter().chain(first_of_folder);
    let mut seeds: Vec<Vec<u8>> = own
        .map(|file| format!("{MARK}{}\n{}", file.path, file.text).into_bytes())
        .collect();
    seeds.push(SAMPLE.as_bytes().to_vec());
    seeds
}

/// Conditions about the questions of the target, and those of the embedded catalogue.
#[must_use]
pub fn conditions() -> Vec<Vec<u8>> {
    let own = [
        "cooks",
        "not cooks and seats",
        "form in (sole, company) or not seats",
        "sells has tobacco and area >= 49.5",
        "area < 50 or area >= 50",
        "not (area > 50 and area <= 50.5) and form != sole",
        "(cooks or seats) and (not cooks or not seats) and (sells has food or sells has tobacco)",
        "not not not (area = 50 and cooks)",
    ];
    let items = CATALOGUE.items.values().flat_map(|item| &item.fields);
    let real = items
        .filter_map(|field| field.when.as_ref().map(Condition::to_string))
        .take(40);
    own.into_iter()
        .map(ToOwned::to_owned)
        .chain(real)
        .map(|text| [&[0, 0, 0, 0, 0], text.as_bytes()].concat())
        .collect()
}

/// Values of each kind, right and nearly right.
#[must_use]
pub fn values() -> Vec<Vec<u8>> {
    [
        "11010519900307100X",
        "110105199003071007",
        "１１０１０５１９９００３０７１００７",
        "110105900307100",
        "91110000600037341L",
        "13800138000",
        "+86 138 0013 8000",
        "029-8765 4321 转 123",
        "95588",
        "710000",
        "a.b@example.com",
        "张三",
        "买买提·艾力",
        "ZHANG, SAN",
        "千阳县和平路奶茶店（个体工商户）",
        "和平路 12 号\n二层",
        "2026-01-31",
        "2026年1月31日",
        "20260131",
        "长期",
        "1,234.50",
        "-0.25",
        "yes",
        "否",
        "sole",
        "H12345678",
        "E12345678",
        "JY16103280000011",
        "\u{200b}张三\u{fe0f}",
    ]
    .iter()
    .flat_map(|text| {
        [
            [&[0, 0], text.as_bytes()].concat(),
            [&[0xff, 12], text.as_bytes()].concat(),
        ]
    })
    .collect()
}

/// Drafts in JSON that nothing is wrong with, and changes to such drafts.
#[must_use]
pub fn applications() -> Vec<Vec<u8>> {
    let drafts = DRAFTS_WITHOUT_FAULT.iter().take(12);
    let whole = drafts.map(|draft| serde_json::to_vec(draft).expect("a draft can be written as JSON"));
    let changes = (0..64_u8).map(|no| vec![0, no]).chain([
        vec![0, 1, 0, 0, 3, 3, b'a', b'b', b'c', 9, 0],
        vec![0, 2, 4, 0, 0, 5, 0, 1, 3],
        vec![0, 3, 7, 0, 0, 4, b't', b'r', b'u', b'e', 8, 0, 2, 2],
        vec![0, 4, 2, 0, 1, 0, 5, 2, b'1', b'2', 6, 0, 0],
    ]);
    whole.chain(changes).collect()
}

/// Signed codes, typed codes, and what to sign.
#[must_use]
pub fn licence_codes() -> Vec<Vec<u8>> {
    let seal = |number| Seal {
        key: number,
        code: [7; 10],
        version: 3,
        issued: TODAY,
        until: (number > 1).then_some(date(2031, 3, 1)),
    };
    let signed = (1..=3).map(|number| seal(number).sign(&key(number)).into_bytes());
    let typed = ["7H2K-9M4P 6Q8R-3S5T", "oOiIlL0000000000", "7h2k9m4p6q8r3s5"].map(|text| text.as_bytes().to_vec());
    let to_sign = [
        b"#\x01codecodeco\0\x01\x08\xd0\x0f\x0f\x05".to_vec(),
        b"#\x02codecodeco\0\x02\x08\xd0\xff\xff\x80".to_vec(),
    ];
    signed.chain(typed).chain(to_sign).collect()
}

/// The smallest files of each accepted kind, and some that must not pass.
#[must_use]
pub fn uploads() -> Vec<Vec<u8>> {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
    let jpeg =
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0\xff\xd9";
    let webp_lossy = b"RIFF\x1e\0\0\0WEBPVP8 \x12\0\0\0\x30\x01\0\x9d\x01\x2a\x01\0\x01\0\0\0\0\0\0\0";
    let webp_large = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x01\0\0\x01\0\0";
    let webp_exact = b"RIFF\x12\0\0\0WEBPVP8L\x05\0\0\0\x2f\x01\0\0\0\0";
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x4cmeta\0\0\0\0\0\0\0\x40iprp\0\0\0\x38ipco\0\0\0\x14ispe\0\0\0\0\0\0\0\x02\0\0\0\x02";
    let pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
    let others: [&[u8]; 5] = [
        b"<html><script>alert(1)</script></html>",
        b"<svg onload=alert(1)>",
        b"\x7fELF\x02\x01\x01",
        b"GIF89a\x01\0\x01\0",
        b"PK\x03\x04",
    ];
    let kinds: [&[u8]; 7] = [png, jpeg, webp_lossy, webp_large, webp_exact, heic, pdf];
    kinds.into_iter().chain(others).map(<[u8]>::to_vec).collect()
}
