//! Codes on licences: what is scanned from paper, and what people type.

use ed25519_dalek::{SigningKey, VerifyingKey};
use jiff::civil::date;
use yijian_domain::licence::{Seal, SealFault, code_bits, read_code};

use crate::input::Input;

/// The key of this test's authority. Nothing else is signed with it.
pub(crate) fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

fn known(number: u8) -> Option<VerifyingKey> {
    (1..=2).contains(&number).then(|| key(number).verifying_key())
}

/// Reads the bytes as a scanned code and as a typed one, and makes a seal of them.
///
/// # Panics
/// - When a code that was not signed by a known key is taken for genuine, or a genuine one says something else than was
///   signed.
/// - When a typed code is read differently after it was written in its own form.
/// - When a seal does not come back as it was signed, or is still genuine with one character changed.
pub fn licence_codes(bytes: &[u8]) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    if *first == b'#' {
        signed(&mut Input::new(rest));
        return;
    }
    let text = String::from_utf8_lossy(bytes);
    match Seal::read(&text, known) {
        // Ed25519 signs the same thing the same way every time, so what is genuine is what we would have written.
        Ok(seal) => assert_eq!(as_written(&text), seal.sign(&key(seal.key))),
        Err(SealFault::UnknownKey(number)) => assert!(known(number).is_none()),
        Err(SealFault::NotACode | SealFault::Forged) => {}
    }
    typed(&text);
}

/// A code in the form in which it is printed.
fn as_written(text: &str) -> String {
    let kept = text
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '-');
    kept.map(|character| match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    })
    .collect()
}

fn typed(text: &str) {
    let Some(code) = read_code(text) else {
        assert_eq!(read_code(&as_written(text)), None);
        return;
    };
    assert_eq!(code, as_written(text));
    assert_eq!(code.len(), 16);
    assert!(code_bits(&code).is_some());
    let grouped = format!("{}-{} {}", &code[..4], &code[4..8], &code[8..]);
    for other in [code.to_lowercase(), grouped, code.clone()] {
        assert_eq!(read_code(&other).as_ref(), Some(&code));
    }
}

fn signed(input: &mut Input<'_>) {
    let day = |days: u16| date(2020, 1, 1).saturating_add(jiff::Span::new().days(i64::from(days)));
    let number = input.byte();
    let seal = Seal {
        key: number,
        code: std::array::from_fn(|_| input.byte()),
        version: input.two_bytes(),
        issued: day(input.two_bytes()),
        until: Some(input.two_bytes()).filter(|days| *days != u16::MAX).map(day),
    };
    let text = seal.sign(&key(number));
    let expected = known(number).map_or(Err(SealFault::UnknownKey(number)), |_| Ok(seal));
    assert_eq!(Seal::read(&text, known), expected);
    assert_eq!(Seal::read(&text.to_lowercase(), known), expected);
    let at = usize::from(input.byte()) % text.len();
    let mut changed = text.into_bytes();
    changed[at] = if changed[at] == b'Z' { b'Y' } else { b'Z' };
    let changed = String::from_utf8_lossy(&changed);
    assert!(Seal::read(&changed, known).is_err(), "{changed}");
}
