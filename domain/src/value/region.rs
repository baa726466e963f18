//! What the phone knows about division codes (GB/T 2260): the provinces and the prefectures, in force or abolished.
//!
//! An identity number keeps the code of its first registration for life, so a code is never wrong because it is no
//! longer in force, and an unknown one is only a warning. Years and counties are behind the feature `region-history`.

/// One bit per prefecture number of a province, bit 63 stands for 90 (divisions directly under the province).
type Prefectures = u64;

const DIRECT: Prefectures = 1 << 63;

const fn span(first: u32, last: u32) -> Prefectures {
    ((1 << (last - first + 1)) - 1) << first
}

/// Province digits and every prefecture number in use at some time since 1981, 00 included.
const PROVINCES: [(u8, Prefectures); 31] = [
    (11, span(0, 2)),
    (12, span(0, 2)),
    (13, span(0, 11) | span(21, 30) | DIRECT),
    (14, span(0, 11) | span(21, 27) | DIRECT),
    (15, span(0, 9) | span(21, 29)),
    (21, span(0, 14) | span(21, 22) | DIRECT),
    (22, span(0, 8) | span(21, 26) | DIRECT),
    (23, span(0, 12) | span(21, 27) | DIRECT),
    (31, span(0, 2)),
    (32, span(0, 13) | span(21, 27) | DIRECT),
    (33, span(0, 11) | span(21, 27) | DIRECT),
    (34, span(0, 18) | span(21, 29)),
    (35, span(0, 9) | span(21, 27) | DIRECT),
    (36, span(0, 11) | span(21, 26) | DIRECT),
    (37, span(0, 17) | span(21, 29) | DIRECT),
    (41, span(0, 17) | span(21, 30) | DIRECT),
    (42, span(0, 13) | span(21, 29) | DIRECT),
    (43, span(0, 13) | span(21, 31) | DIRECT),
    (44, span(0, 29) | span(51, 53) | DIRECT),
    (45, span(0, 14) | span(21, 28)),
    (46, span(0, 4) | DIRECT),
    (50, span(0, 3)),
    (51, span(0, 39) | DIRECT),
    (52, span(0, 6) | span(21, 27)),
    (53, span(0, 9) | span(21, 35)),
    (54, span(0, 6) | span(21, 27)),
    (61, span(0, 10) | span(21, 27)),
    (62, span(0, 12) | span(21, 30)),
    (63, span(0, 2) | span(21, 28)),
    (64, span(0, 5) | span(21, 22)),
    (65, span(0, 5) | span(21, 32) | span(40, 43) | DIRECT),
];

/// Whether the two digits are a province, autonomous region or municipality of the mainland.
pub fn is_province(digits: &str) -> bool {
    number(digits).is_some_and(|province| prefectures(province).is_some())
}

/// Whether the first four digits of a division code were a mainland prefecture at some time since 1981.
pub fn is_prefecture(digits: &str) -> bool {
    let (Some(province), Some(prefecture)) = (number_at(digits, 0), number_at(digits, 2)) else {
        return false;
    };
    let bit = match prefecture {
        90 => 63,
        0..=62 => u32::from(prefecture),
        _ => return false,
    };
    prefectures(province).is_some_and(|known| known >> bit & 1 == 1)
}

fn prefectures(province: u8) -> Option<Prefectures> {
    PROVINCES
        .iter()
        .find(|(code, _)| *code == province)
        .map(|(_, known)| *known)
}

fn number(digits: &str) -> Option<u8> {
    number_at(digits, 0).filter(|_| digits.len() == 2)
}

fn number_at(digits: &str, start: usize) -> Option<u8> {
    match digits.as_bytes().get(start..start + 2)? {
        &[tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + (ones - b'0')),
        _ => None,
    }
}

/// Whether a six-digit code is in force, was in force once, or never existed.
#[cfg(feature = "region-history")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In force in the newest list.
    InForce,
    /// In force once; people first registered then keep it.
    Abolished,
    /// In no list since 1981.
    Unknown,
}

/// One line of `data/region_history.csv`: a code, its name then, and the years it was in force.
#[cfg(feature = "region-history")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Division {
    /// Six-digit code.
    pub code: &'static str,
    /// Name in these years.
    pub name: &'static str,
    /// First year in force; 1981 is the oldest list.
    pub from: u16,
    /// Year it ended; `None` while in force.
    pub until: Option<u16>,
}

/// All divisions since 1981 in the order of their codes; a code that changed its name stands there twice.
#[cfg(feature = "region-history")]
pub fn history() -> impl Iterator<Item = Division> {
    include_str!("../../data/region_history.csv")
        .lines()
        .skip(2)
        .filter_map(|row| {
            let mut cells = row.split(',');
            Some(Division {
                code: cells.next()?,
                name: cells.next()?,
                from: cells.next()?.parse().ok()?,
                until: cells.next()?.parse().ok(),
            })
        })
}

/// The standing of a six-digit code in the history of divisions.
#[cfg(feature = "region-history")]
pub fn standing(code: &str) -> Standing {
    history()
        .filter(|division| division.code == code)
        .fold(Standing::Unknown, |standing, division| {
            match (standing, division.until) {
                (Standing::InForce, _) | (_, None) => Standing::InForce,
                (Standing::Abolished | Standing::Unknown, Some(_)) => Standing::Abolished,
            }
        })
}
