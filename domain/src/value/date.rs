//! Calendar dates as people type them, without the weight of a general date parser.

use jiff::civil::Date;

/// The word for "no end" on identity cards and licences.
pub const OPEN_ENDED: &str = "长期";

/// What is wrong with a typed date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateFault {
    /// Not year, month and day.
    #[error("write the date as year, month, day: 2026-01-31")]
    Format,
    /// A day that the calendar does not have, such as 31 April.
    #[error("this day does not exist in the calendar")]
    Impossible,
}

/// Reads year (four digits), month and day. The form to store is `2026-01-31`; `2026/1/31`, `2026.1.31`, `20260131`,
/// `2026年1月31日` and full-width digits are understood.
pub fn parse(raw: &str) -> Result<Date, DateFault> {
    let text = super::text::compact(raw);
    let text = text.strip_suffix('日').unwrap_or(&text);
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return from_digits(text);
    }
    let mut parts = text.split(['-', '/', '.', '年', '月']);
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(DateFault::Format);
    };
    if year.len() != 4 {
        return Err(DateFault::Format);
    }
    civil(number(year, 4)?, number(month, 2)?, number(day, 2)?)
}

/// Reads exactly `2026-01-31`, the form of files and of the API.
pub fn parse_iso(text: &str) -> Result<Date, DateFault> {
    match text.as_bytes() {
        [_, _, _, _, b'-', _, _, b'-', _, _] if text.is_ascii() => {
            civil(number(&text[..4], 4)?, number(&text[5..7], 2)?, number(&text[8..], 2)?)
        }
        _ => Err(DateFault::Format),
    }
}

/// Reads eight digits, the form inside identity numbers.
pub fn from_digits(digits: &str) -> Result<Date, DateFault> {
    match (digits.get(..4), digits.get(4..6), digits.get(6..8)) {
        (Some(year), Some(month), Some(day)) if digits.len() == 8 => {
            civil(number(year, 4)?, number(month, 2)?, number(day, 2)?)
        }
        _ => Err(DateFault::Format),
    }
}

/// Writes a date as documents and records say it: `2026年1月31日`. The year has four digits, so that the year 26 is not
/// taken for 2026.
pub fn write_chinese(date: Date) -> String {
    format!("{:04}年{}月{}日", date.year(), date.month(), date.day())
}

/// Writes a date as `2026-01-31`. Years before 0 or after 9999 do not occur: nothing here reads them.
pub fn write(date: Date) -> String {
    let mut out = String::with_capacity(10);
    let year = u16::try_from(date.year()).unwrap_or(0);
    let (century, year) = ((year / 100) as u8, (year % 100) as u8);
    for (separator, pair) in [
        ("", century),
        ("", year),
        ("-", date.month().unsigned_abs()),
        ("-", date.day().unsigned_abs()),
    ] {
        out.push_str(separator);
        out.push(char::from(b'0' + pair / 10));
        out.push(char::from(b'0' + pair % 10));
    }
    out
}

fn number(digits: &str, longest: usize) -> Result<i16, DateFault> {
    if digits.is_empty() || digits.len() > longest {
        return Err(DateFault::Format);
    }
    digits.bytes().try_fold(0, |sum, byte| match byte {
        b'0'..=b'9' => Ok(sum * 10 + i16::from(byte - b'0')),
        _ => Err(DateFault::Format),
    })
}

fn civil(year: i16, month: i16, day: i16) -> Result<Date, DateFault> {
    // Both have at most two digits.
    Date::new(year, month as i8, day as i8).map_err(|_| DateFault::Impossible)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_date_in_chinese_reads_back_in_any_year() {
        for text in ["0026-01-31", "1850-12-01", "2026-10-09"] {
            let date = parse_iso(text).unwrap();
            assert_eq!(parse(&write_chinese(date)), Ok(date));
        }
    }
}
