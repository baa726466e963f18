//! Fits a text into a box: breaks it into lines, and makes it smaller when they are too many.

/// A text as it fits.
#[derive(Debug, PartialEq)]
pub(super) struct Fitted {
    /// Height of a character in millimetres.
    pub(super) size: f64,
    /// The lines, in order.
    pub(super) lines: Vec<String>,
}

/// Fits a text into a width in millimetres and a number of lines, at the wanted size or smaller.
///
/// Widths are estimated, Chinese characters as wide as high and others six tenths of it, so that a poster looks the same
/// with every font.
pub(super) fn fit(text: &str, width: f64, wanted: f64, most_lines: usize) -> Fitted {
    let mut size = wanted;
    loop {
        let lines = wrap(text, width / size);
        // Below a hundredth of a millimetre nobody sees whether it fits.
        if (lines.len() <= most_lines && lines.iter().all(|line| ems(line) * size <= width)) || size < 0.01 {
            return Fitted { size, lines };
        }
        size *= 0.95;
    }
}

/// Breaks a text into lines of at most so many times the size, between Chinese characters and at spaces.
fn wrap(text: &str, most: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let last = lines.last_mut().expect("starts with one line and never loses one");
        if !last.is_empty() && ems(last.trim_end()) + ems(piece.trim_end()) > most {
            let kept = last.trim_end().len();
            last.truncate(kept);
            lines.push(piece.trim_start().to_owned());
        } else {
            last.push_str(piece);
        }
    }
    lines
}

/// What must not be broken: single wide characters, a wide character with the sign behind it, and words with their space.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, now) in text.char_indices() {
        let breaks = before.is_some_and(|before| {
            let wide = is_wide(before) || is_wide(now);
            !",。、;:!?)”》".contains(now) && !"(“《".contains(before) && (wide || before == ' ')
        });
        if breaks {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(now);
    }
    pieces.push(&text[start..]);
    pieces
}

fn ems(text: &str) -> f64 {
    text.chars().map(|sign| if is_wide(sign) { 1.0 } else { 0.6 }).sum()
}

/// Chinese characters and their punctuation.
fn is_wide(sign: char) -> bool {
    sign >= '\u{2e80}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_keeps_its_size() {
        assert_eq!(
            fit("千阳县", 100.0, 10.0, 1),
            Fitted {
                size: 10.0,
                lines: vec!["千阳县".to_owned()]
            }
        );
    }

    #[test]
    fn a_long_text_breaks_between_characters_but_not_before_a_comma() {
        assert_eq!(fit("扫一扫,办事", 30.0, 10.0, 3).lines, ["扫一", "扫,办", "事"]);
    }

    #[test]
    fn a_house_number_stays_together() {
        assert_eq!(fit("物流大道 88 号", 50.0, 10.0, 2).lines, ["物流大道", "88 号"]);
    }

    #[test]
    fn what_cannot_break_becomes_smaller() {
        let fitted = fit("http://hall.example/p/qy_dongda_12", 60.0, 10.0, 1);
        assert_eq!(fitted.lines.len(), 1);
        assert!(fitted.size < 3.0, "{}", fitted.size);
    }
}
