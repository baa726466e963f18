//! Normalisation shared by all kinds of text, and the characters that nobody can see or store.
//!
//! Never NFKC: it merges compatibility ideographs, and with them the names of different persons. Only full-width forms
//! and spaces are unified here.

/// Something in a text that must be pointed out, because it is invisible, lost in other systems, or not writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// A control character, a line break where none belongs, or the replacement character of a broken encoding.
    Control,
    /// Zero-width and direction characters, variation selectors, soft hyphens.
    Invisible,
    /// Emoji and pictographs, also by a following U+FE0F or U+20E3.
    Emoji,
    /// Private-use area: what it shows depends on the font (legacy GB 18030 systems keep rare characters there).
    PrivateUse,
}

/// Full-width ASCII (U+FF01 to U+FF5E) to ASCII and every kind of space to U+0020. For identifiers and names.
pub fn ascii(raw: &str) -> String {
    raw.chars().map(|c| if is_space(c) { ' ' } else { narrow(c) }).collect()
}

/// As [`ascii`], without spaces, tabs and line ends, in capitals. For numbers and codes.
pub fn compact(raw: &str) -> String {
    raw.chars()
        .filter(|&c| !is_space(c) && !matches!(c, '\t' | '\n' | '\r'))
        .map(|c| narrow(c).to_ascii_uppercase())
        .collect()
}

/// One line of free text: full-width letters and digits narrowed, Chinese punctuation kept, runs of spaces to one,
/// none at the ends. Control characters stay, so that [`troubles`] finds them.
pub fn line(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in raw.chars() {
        if !is_space(c) {
            out.push(narrow_alphanumeric(c));
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Free text of several lines: as [`line`] for characters, line ends as U+000A, no spaces at the end of a line, no
/// empty lines at the start and end; indentation stays.
pub fn lines(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut characters = raw.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' | '\n' => {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
            }
            c if is_space(c) => out.push(' '),
            c => out.push(narrow_alphanumeric(c)),
        }
    }
    out.truncate(out.trim_end_matches([' ', '\n']).len());
    let start = out.len() - out.trim_start_matches([' ', '\n']).len();
    out.drain(..start);
    out
}

/// What is wrong with the characters of a normalised text, each trouble once, sorted. `multiline` allows U+000A.
pub fn troubles(text: &str, multiline: bool) -> Vec<Trouble> {
    let mut found = Vec::new();
    for c in text.chars() {
        let trouble = if multiline && c == '\n' { None } else { trouble(c) };
        if let Some(trouble) = trouble
            && !found.contains(&trouble)
        {
            found.push(trouble);
        }
    }
    found.sort_unstable();
    found
}

/// The trouble with one character, if any.
pub fn trouble(c: char) -> Option<Trouble> {
    match c {
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FFF9}'..='\u{FFFD}' => {
            Some(Trouble::Control)
        }
        _ if is_emoji(c) => Some(Trouble::Emoji),
        _ if is_invisible(c) => Some(Trouble::Invisible),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => Some(Trouble::PrivateUse),
        _ => None,
    }
}

/// Han character: the unified blocks of the basic plane, compatibility ideographs, 〇, and the planes 2 and 3, which
/// Unicode reserves for Han, so that an extension added later is not rejected.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3007}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2FFFD}'
        | '\u{30000}'..='\u{3FFFD}')
}

/// Characters people type for the separator `·` (U+00B7) of names, full stops not included.
pub fn is_dot(c: char) -> bool {
    matches!(
        c,
        '\u{B7}' | '\u{2022}' | '\u{2027}' | '\u{30FB}' | '\u{2219}' | '\u{22C5}' | '\u{FF65}' | '\u{387}' | '\u{318D}'
    )
}

/// Space of any width, not tabs and line ends.
pub fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

fn narrow(c: char) -> char {
    match c {
        // The full-width block stands at a fixed distance from ASCII.
        '\u{FF01}'..='\u{FF5E}' => char::from((u32::from(c) - 0xFEE0) as u8),
        _ => c,
    }
}

fn narrow_alphanumeric(c: char) -> char {
    let narrowed = narrow(c);
    if narrowed.is_ascii_alphanumeric() { narrowed } else { c }
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Pictographs of plane 1 and the characters of the basic plane that are shown as emoji by default (Unicode
/// `Emoji_Presentation`); U+FE0F and U+20E3 turn other signs into emoji. ★, ✓ and ☎ alone are no emoji.
fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{1F000}'..='\u{1FAFF}' | '\u{FE0F}' | '\u{20E3}'
        | '\u{231A}' | '\u{231B}' | '\u{23E9}'..='\u{23EC}' | '\u{23F0}' | '\u{23F3}' | '\u{25FD}' | '\u{25FE}'
        | '\u{2614}' | '\u{2615}' | '\u{2648}'..='\u{2653}' | '\u{267F}' | '\u{2693}' | '\u{26A1}' | '\u{26AA}'
        | '\u{26AB}' | '\u{26BD}' | '\u{26BE}' | '\u{26C4}' | '\u{26C5}' | '\u{26CE}' | '\u{26D4}' | '\u{26EA}'
        | '\u{26F2}' | '\u{26F3}' | '\u{26F5}' | '\u{26FA}' | '\u{26FD}' | '\u{2705}' | '\u{270A}' | '\u{270B}'
        | '\u{2728}' | '\u{274C}' | '\u{274E}' | '\u{2753}'..='\u{2755}' | '\u{2757}' | '\u{2795}'..='\u{2797}'
        | '\u{27B0}' | '\u{27BF}' | '\u{2B1B}' | '\u{2B1C}' | '\u{2B50}' | '\u{2B55}')
}
