//! Decimal numbers in plain notation, kept as text so that no digit is lost.

/// Most digits a number may have; up to here a binary double holds the value to the last digit.
pub const MOST_DIGITS: usize = 15;

/// What is wrong with a typed number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// Not digits with at most one decimal point.
    #[error("write digits only, with at most one decimal point")]
    Format,
    /// More digits than any real quantity needs.
    #[error("a number has at most 15 digits")]
    Digits,
}

/// A decimal number: its shortest plain notation, its value and its decimals.
#[derive(Debug, Clone, PartialEq)]
pub struct Decimal {
    text: String,
    value: f64,
    decimals: u8,
}

impl Decimal {
    /// Reads digits, an optional sign and decimal point; full-width forms, spaces and commas between groups of three
    /// digits are understood. Leading zeros and zeros at the end of the decimals are dropped.
    pub fn parse(raw: &str) -> Result<Self, NumberFault> {
        let text = super::text::compact(raw);
        let (negative, unsigned) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(&text)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let whole = without_grouping(whole).ok_or(NumberFault::Format)?;
        if [whole.as_str(), fraction]
            .iter()
            .any(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()))
        {
            return Err(NumberFault::Format);
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        if whole.len() + fraction.len() > MOST_DIGITS {
            return Err(NumberFault::Digits);
        }
        let mut units = 0_u64;
        for byte in whole.bytes().chain(fraction.bytes()) {
            units = units * 10 + u64::from(byte - b'0');
        }
        let mut scale = 1_u64;
        for _ in fraction.bytes() {
            scale *= 10;
        }
        // Both are below 2^53, so the quotient is the nearest double.
        let magnitude = units as f64 / scale as f64;
        let negative = negative && units != 0;
        let mut canonical = String::with_capacity(text.len());
        if negative {
            canonical.push('-');
        }
        canonical.push_str(if whole.is_empty() { "0" } else { whole });
        if !fraction.is_empty() {
            canonical.push('.');
            canonical.push_str(fraction);
        }
        let value = if negative { -magnitude } else { magnitude };
        Ok(Self {
            text: canonical,
            value,
            decimals: fraction.len() as u8,
        })
    }

    /// The shortest plain notation, for example `-0.5`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value as a double.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Decimals after dropping zeros at the end.
    pub fn decimals(&self) -> u8 {
        self.decimals
    }
}

/// The digits of a whole part, or `None` when commas stand anywhere but between groups of three.
fn without_grouping(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut out = String::from(first);
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        out.push_str(group);
    }
    Some(out)
}
