//! Identity numbers of 18 characters: GB 11643-1999 and the two families that share its form.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::text_value;
use super::{check_digit, date, region, text};

/// An identity number whose form, birth date and check character are right. It proves nothing about a person.
///
/// 6 characters of region, 8 of birth date, 3 of sequence (odd male, even female) and one check character
/// (ISO 7064 MOD 11-2). The first digit 9 leads to the card of foreign permanent residents of 2023, whose region part is
/// `9`, province of acceptance and nationality; 810000, 820000 and 830000 are residence permits for residents of Hong Kong,
/// Macao and Taiwan.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ResidentId(String);

text_value!(ResidentId, IdFault, personal);

/// Why a text is no identity number. The right check character is never told: it would help to make numbers up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdFault {
    /// Not 18 characters.
    #[error("an identity number has 18 characters")]
    Length,
    /// 15 digits: cards of the first generation ended on 2013-01-01 (居民身份证法 of 2011).
    #[error("15-digit numbers are no longer valid, use the 18-digit number of the present card")]
    FirstGeneration,
    /// Something else than 17 digits and a digit or X.
    #[error("an identity number has digits only, the last place may be X")]
    Character,
    /// The birth date inside does not exist, or lies before 1850.
    #[error("places 7 to 14 must be a birth date that exists")]
    BirthDate,
    /// The birth date inside lies in the future. Only [`ResidentId::born_by`] reports it.
    #[error("the birth date must not lie in the future")]
    BirthInFuture,
    /// The check character does not fit the other 17.
    #[error("the number contains a typing error, compare it with the card")]
    Check,
    /// Foreign permanent residents: places 2 and 3 are no province.
    #[error("places 2 and 3 of a number that begins with 9 must be a province")]
    Province,
    /// Foreign permanent residents: places 4 to 6 are no ISO 3166-1 numeric code and not 000 (stateless).
    #[error("places 4 to 6 of a number that begins with 9 must be a nationality")]
    Nationality,
}

/// What is unusual about a right identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdWarning {
    /// The first four digits are no prefecture since 1981. Never a refusal: codes are added, and kept for life.
    UnknownRegion,
    /// Sequence 000, which is not met in practice.
    SequenceZero,
}

/// Whose number it is, told by its first digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdKind {
    /// 公民身份号码, GB 11643.
    Resident,
    /// 港澳台居民居住证, Hong Kong (810000).
    HongKongResident,
    /// 港澳台居民居住证, Macao (820000).
    MacaoResident,
    /// 港澳台居民居住证, Taiwan (830000).
    TaiwanResident,
    /// 外国人永久居留身份证, card of 2023 (first digit 9).
    ForeignResident,
}

/// The sex that an identity number tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// Even sequence number.
    Female,
    /// Odd sequence number.
    Male,
}

/// Nobody who lived when numbers were introduced (1984) was born earlier. There is no cap at 120 years: the second
/// worked example of GB 11643 was born in 1880.
const EARLIEST_BIRTH_YEAR: i16 = 1850;

impl ResidentId {
    /// Reads a number; spaces, full-width characters and a small x are understood.
    pub fn parse(raw: &str) -> Result<Self, IdFault> {
        let number = text::compact(raw);
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        match number.chars().count() {
            18 => {}
            15 if digits(&number) => return Err(IdFault::FirstGeneration),
            _ => return Err(IdFault::Length),
        }
        if number.len() != 18 || !digits(&number[..17]) || !matches!(number.as_bytes()[17], b'0'..=b'9' | b'X') {
            return Err(IdFault::Character);
        }
        if number.starts_with('9') {
            check_foreign_prefix(&number)?;
        }
        let birth = date::from_digits(&number[6..14]).map_err(|_| IdFault::BirthDate)?;
        if birth.year() < EARLIEST_BIRTH_YEAR {
            return Err(IdFault::BirthDate);
        }
        if check_digit::mod_11_2(&number.as_bytes()[..17]) != Some(number.as_bytes()[17]) {
            return Err(IdFault::Check);
        }
        Ok(Self(number))
    }

    /// The 18-character form of a first-generation number of 15 digits: `19` before the year, check character behind.
    /// Only to match old records; nobody may identify with it.
    pub fn from_first_generation(raw: &str) -> Result<Self, IdFault> {
        let old = text::compact(raw);
        if old.chars().count() != 15 {
            return Err(IdFault::Length);
        }
        if !old.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(IdFault::Character);
        }
        let mut number = String::with_capacity(18);
        number.push_str(&old[..6]);
        number.push_str("19");
        number.push_str(&old[6..]);
        let check = check_digit::mod_11_2(number.as_bytes()).ok_or(IdFault::Character)?;
        number.push(char::from(check));
        Self::parse(&number)
    }

    /// Whose number it is.
    pub fn kind(&self) -> IdKind {
        match &self.0[..6] {
            "810000" => IdKind::HongKongResident,
            "820000" => IdKind::MacaoResident,
            "830000" => IdKind::TaiwanResident,
            prefix if prefix.starts_with('9') => IdKind::ForeignResident,
            _ => IdKind::Resident,
        }
    }

    /// The first six digits: for residents the GB/T 2260 code of the place of first registration.
    pub fn region(&self) -> &str {
        &self.0[..6]
    }

    /// The ISO 3166-1 numeric nationality of a foreign permanent resident, `000` for stateless.
    pub fn nationality(&self) -> Option<&str> {
        (self.kind() == IdKind::ForeignResident).then(|| &self.0[3..6])
    }

    /// The birth date inside the number.
    pub fn birth_date(&self) -> Date {
        date::from_digits(&self.0[6..14]).expect("parse has read this date")
    }

    /// The sex inside the number.
    pub fn sex(&self) -> Sex {
        if self.0.as_bytes()[16] % 2 == 1 {
            Sex::Male
        } else {
            Sex::Female
        }
    }

    /// Fails with [`IdFault::BirthInFuture`] when the person would be born after `today`.
    pub fn born_by(&self, today: Date) -> Result<(), IdFault> {
        if self.birth_date() > today {
            Err(IdFault::BirthInFuture)
        } else {
            Ok(())
        }
    }

    /// Age in completed years on `today`, 0 before the birth. Who is born on 29 February completes a year on 1 March
    /// of a common year.
    pub fn age(&self, today: Date) -> u16 {
        let birth = self.birth_date();
        let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
        let years = today.year() - birth.year() - i16::from(!had_birthday);
        u16::try_from(years).unwrap_or(0)
    }

    /// What is unusual about the number.
    pub fn warnings(&self) -> Vec<IdWarning> {
        let mut warnings = Vec::new();
        if self.kind() == IdKind::Resident && !region::is_prefecture(self.region()) {
            warnings.push(IdWarning::UnknownRegion);
        }
        if &self.0[14..17] == "000" {
            warnings.push(IdWarning::SequenceZero);
        }
        warnings
    }
}

/// Notes of the National Immigration Administration on the card issued since 2023-12-01.
fn check_foreign_prefix(number: &str) -> Result<(), IdFault> {
    if !region::is_province(&number[1..3]) {
        return Err(IdFault::Province);
    }
    let nationality = number[3..6]
        .bytes()
        .fold(0, |sum, byte| sum * 10 + usize::from(byte - b'0'));
    if NATIONALITIES[nationality / 64] >> (nationality % 64) & 1 == 0 {
        return Err(IdFault::Nationality);
    }
    Ok(())
}

/// One bit per ISO 3166-1 numeric code, 000 (stateless) included.
static NATIONALITIES: [u64; 16] = bits(&[
    0, 4, 8, 10, 12, 16, 20, 24, 28, 31, 32, 36, 40, 44, 48, 50, 51, 52, 56, 60, 64, 68, 70, 72, 74, 76, 84, 86, 90,
    92, 96, 100, 104, 108, 112, 116, 120, 124, 132, 136, 140, 144, 148, 152, 156, 158, 162, 166, 170, 174, 175, 178,
    180, 184, 188, 191, 192, 196, 203, 204, 208, 212, 214, 218, 222, 226, 231, 232, 233, 234, 238, 239, 242, 246, 248,
    250, 254, 258, 260, 262, 266, 268, 270, 275, 276, 288, 292, 296, 300, 304, 308, 312, 316, 320, 324, 328, 332, 334,
    336, 340, 344, 348, 352, 356, 360, 364, 368, 372, 376, 380, 384, 388, 392, 398, 400, 404, 408, 410, 414, 417, 418,
    422, 426, 428, 430, 434, 438, 440, 442, 446, 450, 454, 458, 462, 466, 470, 474, 478, 480, 484, 492, 496, 498, 499,
    500, 504, 508, 512, 516, 520, 524, 528, 531, 533, 534, 535, 540, 548, 554, 558, 562, 566, 570, 574, 578, 580, 581,
    583, 584, 585, 586, 591, 598, 600, 604, 608, 612, 616, 620, 624, 626, 630, 634, 638, 642, 643, 646, 652, 654, 659,
    660, 662, 663, 666, 670, 674, 678, 682, 686, 688, 690, 694, 702, 703, 704, 705, 706, 710, 716, 724, 728, 729, 732,
    740, 744, 748, 752, 756, 760, 762, 764, 768, 772, 776, 780, 784, 788, 792, 795, 796, 798, 800, 804, 807, 818, 826,
    831, 832, 833, 834, 840, 850, 854, 858, 860, 862, 876, 882, 887, 894,
]);

const fn bits(codes: &[u16]) -> [u64; 16] {
    let mut bits = [0; 16];
    let mut index = 0;
    while index < codes.len() {
        bits[codes[index] as usize / 64] |= 1 << (codes[index] % 64);
        index += 1;
    }
    bits
}
