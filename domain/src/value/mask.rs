//! How personal values are shown to those who do not need them whole. The full value is shown only on request with a
//! reason, which is recorded. There is no single national rule; these forms follow common practice, and a value that does
//! not have the expected form is hidden completely. Credit codes are public and not masked.

/// How much of an identity number is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// First 6, last 4.
    Usual,
    /// First 3, last 4.
    Strict,
    /// First and last.
    Strictest,
}

/// A name: of one or two characters the first is left (`王*`, one character is hidden), of longer ones the last.
pub fn name(name: &str) -> String {
    let count = name.chars().count();
    match count {
        0 | 1 => stars(count),
        2 => keep(name, 1, 0),
        _ => keep(name, 0, 1),
    }
}

/// A mobile number: `138****0000`.
pub fn mobile(number: &str) -> String {
    if number.chars().count() == 11 {
        keep(number, 3, 4)
    } else {
        stars(number.chars().count())
    }
}

/// An identity number: `610328********993X` and stricter.
pub fn resident_id(number: &str, strictness: Strictness) -> String {
    if number.chars().count() != 18 {
        return stars(number.chars().count());
    }
    match strictness {
        Strictness::Usual => keep(number, 6, 4),
        Strictness::Strict => keep(number, 3, 4),
        Strictness::Strictest => keep(number, 1, 1),
    }
}

/// An identity number as printed on the food licence of an individual business: digits 11 to 14 hidden.
pub fn resident_id_on_food_licence(number: &str) -> String {
    if number.chars().count() == 18 {
        keep(number, 10, 4)
    } else {
        stars(number.chars().count())
    }
}

/// An address: hidden from the first digit on, or its second half when it has none.
pub fn address(address: &str) -> String {
    let count = address.chars().count();
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let shown = address.chars().position(is_number).unwrap_or(count / 2);
    let mut out: String = address.chars().take(shown).collect();
    out.push_str("****");
    out
}

/// A passport or permit number: first and last two characters.
pub fn passport(number: &str) -> String {
    if number.chars().count() >= 6 {
        keep(number, 1, 2)
    } else {
        stars(number.chars().count())
    }
}

/// A bank account: first and last four digits, in groups of four.
pub fn bank_account(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(|c| *c != ' ').collect();
    let count = digits.len();
    if count < 12 {
        return stars(count);
    }
    let mut out = String::with_capacity(count * 5 / 4 + 1);
    for (index, digit) in digits.iter().enumerate() {
        let last = index + 4 >= count;
        if index > 0 && (index % 4 == 0 && !last || index + 4 == count) {
            out.push(' ');
        }
        out.push(if index < 4 || last { *digit } else { '*' });
    }
    out
}

/// An e-mail address: first character and the domain.
pub fn email(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((name, domain)) => {
            let mut out: String = name.chars().take(1).collect();
            out.push_str("***@");
            out.push_str(domain);
            out
        }
        None => stars(address.chars().count()),
    }
}

/// The first and last characters, stars between.
fn keep(text: &str, first: usize, last: usize) -> String {
    let count = text.chars().count();
    text.chars()
        .enumerate()
        .map(
            |(index, c)| {
                if index < first || index + last >= count { c } else { '*' }
            },
        )
        .collect()
}

fn stars(count: usize) -> String {
    "*".repeat(count)
}
