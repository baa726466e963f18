//! Permits, passports and old cards without a check digit in the number, and the check digits of the machine readable
//! zone.

use super::{check_digit, text};

/// The document a number stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// 港澳居民来往内地通行证: `H` or `M` and 8 digits for life; the model of 1999 adds 2 digits of renewal.
    HkMoPermit,
    /// 台湾居民来往大陆通行证, card since 2015: 8 digits for life.
    TaiwanPermit,
    /// The same, legacy booklet: 10 digits, sometimes a letter or a letter in brackets. Only for old records.
    TaiwanBooklet,
    /// Passport of the People's Republic: `E`, `G`, `14`, `15`, and `D`, `S`, `P` for official ones.
    ChinesePassport,
    /// Any other passport: 5 to 17 letters and digits.
    ForeignPassport,
    /// Card of foreign permanent residents before 2023: 3 letters of nationality (ISO alpha-3) and 12 digits.
    OldForeignCard,
}

/// A document number in its stored form: capitals, no spaces and hyphens.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    kind: DocumentKind,
    number: String,
}

/// Why a text is no number of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DocumentFault {
    /// Too short or too long for the document.
    #[error("the number has another length on this document")]
    Length,
    /// A character that no number of any document has.
    #[error("document numbers have letters A to Z and digits only")]
    Character,
    /// Letters and digits stand where this document has others.
    #[error("the number is written differently on this document")]
    Pattern,
}

impl Document {
    /// Reads a number as printed on a document of this kind; spaces, hyphens, small and full-width letters are
    /// understood.
    pub fn parse(kind: DocumentKind, raw: &str) -> Result<Self, DocumentFault> {
        let mut number = text::compact(raw);
        number.retain(|c| c != '-');
        let bytes = number.as_bytes();
        let booklet = kind == DocumentKind::TaiwanBooklet;
        if !bytes
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || booklet && matches!(b, b'(' | b')'))
        {
            return Err(DocumentFault::Character);
        }
        let lengths: &[usize] = match kind {
            DocumentKind::HkMoPermit => &[9, 11],
            DocumentKind::TaiwanPermit => &[8],
            DocumentKind::TaiwanBooklet => &[10, 11, 13],
            DocumentKind::ChinesePassport => &[9],
            DocumentKind::ForeignPassport => &[5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17],
            DocumentKind::OldForeignCard => &[15],
        };
        if !lengths.contains(&bytes.len()) {
            return Err(DocumentFault::Length);
        }
        let fits = match kind {
            DocumentKind::HkMoPermit => matches!(bytes[0], b'H' | b'M') && digits(&bytes[1..]),
            DocumentKind::TaiwanPermit => digits(bytes),
            DocumentKind::TaiwanBooklet => {
                digits(&bytes[..10])
                    && match &bytes[10..] {
                        [] => true,
                        [letter] | [b'(', letter, b')'] => letter.is_ascii_uppercase(),
                        _ => false,
                    }
            }
            DocumentKind::ChinesePassport => chinese_passport(bytes),
            DocumentKind::ForeignPassport => true,
            DocumentKind::OldForeignCard => bytes[..3].iter().all(u8::is_ascii_uppercase) && digits(&bytes[3..]),
        };
        if fits {
            Ok(Self { kind, number })
        } else {
            Err(DocumentFault::Pattern)
        }
    }

    /// The document the number stands on.
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// The normalised number, the form to store.
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// The part that stays with the person for life: without the renewal digits of a permit of 1999.
    pub fn lifelong(&self) -> &str {
        match self.kind {
            DocumentKind::HkMoPermit => &self.number[..9],
            _ => &self.number,
        }
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Document(***)")
    }
}

fn digits(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_digit)
}

/// Nine characters: `E` + 8 digits, then `E` + letter but I and O + 7 digits; `G` + 8; `14` or `15` + 7; `D`, `S`, `P`
/// + 8, or followed by `E` + 7.
fn chinese_passport(number: &[u8]) -> bool {
    match number {
        [b'E', b'I' | b'O', ..] => false,
        [b'E', second, rest @ ..] => second.is_ascii_alphanumeric() && digits(rest),
        [b'D' | b'S' | b'P', b'E', rest @ ..]
        | [b'G' | b'D' | b'S' | b'P', rest @ ..]
        | [b'1', b'4' | b'5', rest @ ..] => digits(rest),
        _ => false,
    }
}

/// The check digit, as a character, of a field of the machine readable zone (ICAO 9303), or `None` when the field has
/// other characters than `0`-`9`, `A`-`Z` and `<`.
pub fn mrz_check_digit(field: &str) -> Option<char> {
    check_digit::mrz(field.as_bytes()).map(char::from)
}
