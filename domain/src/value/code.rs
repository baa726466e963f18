//! The stable codes of findings about single values.
//!
//! A code never changes its meaning. The sentence people read stands in the text files of the pages, one per code.

use std::fmt;

use serde::{Serialize, Serializer};

use super::credit_code::{CreditCodeFault, CreditCodeWarning};
use super::date::DateFault;
use super::email::EmailFault;
use super::number::NumberFault;
use super::person_name::{NameFault, NameWarning};
use super::phone::{LandlineFault, MobileFault, PhoneFault};
use super::postcode::PostcodeFault;
use super::resident_id::{IdFault, IdWarning};
use super::text::Trouble;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal,)+) => {
        /// One kind of finding about one value.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        /// Every code, in the order of [`Code`].
        pub const CODES: &[&str] = &[$($text),+];

        impl Code {
            /// Every code.
            pub const ALL: &[Code] = &[$(Code::$variant),+];
        }
    };
}

codes! {
    /// Nothing was typed. Whether something must be is the form's matter; an empty optional field is not checked at all.
    Empty = "empty",

    /// A control character or a broken encoding in a text; own rule: pointed out, never silently removed.
    TextControl = "text_control",
    /// A zero-width or direction character in a text; own rule, it makes equal texts differ.
    TextInvisible = "text_invisible",
    /// An emoji in a text; own rule, licences and other systems cannot print it.
    TextEmoji = "text_emoji",
    /// A private-use character in a text; GB 18030-2022 moved the characters once kept there to their real places.
    TextPrivateUse = "text_private_use",
    /// More characters than the field may have; limit of the catalogue.
    TextLength = "text_length",

    /// A control character in a name.
    NameControl = "name_control",
    /// A zero-width character in a name.
    NameInvisible = "name_invisible",
    /// An emoji in a name.
    NameEmoji = "name_emoji",
    /// A private-use character in a name: the real character is needed, the case stays open until it is found.
    NamePrivateUse = "name_private_use",
    /// A digit in a name.
    NameDigit = "name_digit",
    /// A character that neither Chinese names nor passports have; 民委发〔2016〕33号, ICAO 9303.
    NameCharacter = "name_character",
    /// The separator `·` stands at an end or twice; 民委发〔2016〕33号.
    NameDot = "name_dot",
    /// More than 100 characters; 民委发〔2016〕33号 asks for 25 at least.
    NameLength = "name_length",
    /// Warning: one character only.
    NameShort = "name_short",
    /// Warning: Chinese characters and Latin letters in one name.
    NameMixed = "name_mixed",

    /// Not 2 to 100 characters in an organisation's name.
    EntityLength = "entity_length",
    /// A character other than Han, letters, digits, brackets, `·`, `&`, `-` in an organisation's name.
    EntityCharacter = "entity_character",

    /// Not 18 characters; GB 11643-1999.
    IdLength = "id_length",
    /// Not 17 digits and a digit or X; GB 11643-1999.
    IdCharacter = "id_character",
    /// A 15-digit number; not valid since 2013-01-01, 居民身份证法 of 2011.
    IdFirstGeneration = "id_first_generation",
    /// The birth date inside does not exist or lies before 1850; GB 11643-1999.
    IdBirthDate = "id_birth_date",
    /// The birth date inside lies after today.
    IdBirthFuture = "id_birth_future",
    /// The check character does not fit; GB 11643-1999, ISO 7064 MOD 11-2.
    IdCheck = "id_check",
    /// Foreign permanent residents: no province in places 2 and 3; card of 2023.
    IdProvince = "id_province",
    /// Foreign permanent residents: no nationality in places 4 to 6; card of 2023, ISO 3166-1.
    IdNationality = "id_nationality",
    /// Warning: the first four digits were no prefecture since 1981; GB/T 2260.
    IdRegion = "id_region",
    /// Warning: sequence 000, not met in practice.
    IdSequence = "id_sequence",

    /// Not 18 characters; GB 32100-2015.
    CreditCodeLength = "credit_code_length",
    /// Neither digit nor letter; GB 32100-2015.
    CreditCodeCharacter = "credit_code_character",
    /// I, O, S, V or Z, which the alphabet of GB 32100-2015 leaves out.
    CreditCodeLetter = "credit_code_letter",
    /// The check character does not fit; GB 32100-2015.
    CreditCodeCheck = "credit_code_check",
    /// Warning: first and second character are in no line of the table of GB 32100-2015.
    CreditCodeDepartment = "credit_code_department",
    /// Warning: places 3 to 8 are no known region; GB/T 2260.
    CreditCodeRegion = "credit_code_region",
    /// Warning: the organisation code inside fails GB 11714-1997; a few old codes do.
    CreditCodeOrganisation = "credit_code_organisation",

    /// Not 11 digits.
    MobileLength = "mobile_length",
    /// Something else than digits in a mobile number.
    MobileCharacter = "mobile_character",
    /// Another country code than +86.
    MobileCountry = "mobile_country",
    /// Does not begin with 13 to 19; lenient rule, new prefixes are opened without notice.
    MobilePrefix = "mobile_prefix",
    /// Warning: the prefix is not assigned to persons; numbering plan as in libphonenumber of 2026-07.
    MobileUnusual = "mobile_unusual",

    /// No area code with its leading 0.
    PhoneAreaCode = "phone_area_code",
    /// The number after the area code begins with 0 or 1.
    PhoneLocal = "phone_local",
    /// The number after the area code has not 7 or 8 digits.
    PhoneLength = "phone_length",
    /// The extension has not 1 to 6 digits.
    PhoneExtension = "phone_extension",
    /// Something else than digits, brackets and hyphens in a telephone number.
    PhoneCharacter = "phone_character",
    /// A service number (12345, 95xxx, 400): for asking and complaining only.
    PhoneService = "phone_service",

    /// Not six digits long.
    PostcodeLength = "postcode_length",
    /// Something else than digits in a postcode.
    PostcodeCharacter = "postcode_character",
    /// A postcode that begins with 9.
    PostcodeLeading = "postcode_leading",

    /// Not `name@place.domain`; RFC 5321.
    EmailShape = "email_shape",
    /// A character that e-mail addresses do not have; RFC 5322 `atext`.
    EmailCharacter = "email_character",
    /// More than 254 characters, or 64 before the `@`; RFC 5321, 4.5.3.1.
    EmailLength = "email_length",

    /// Warning: an address of fewer than five characters finds no door; own rule.
    AddressShort = "address_short",

    /// Not year, month and day.
    DateFormat = "date_format",
    /// A day that the calendar does not have.
    DateImpossible = "date_impossible",
    /// 长期 where an end is needed.
    DateOpenEnded = "date_open_ended",

    /// Not digits with at most one decimal point.
    NumberFormat = "number_format",
    /// More than 15 digits.
    NumberDigits = "number_digits",
    /// More decimals than the catalogue allows.
    NumberDecimals = "number_decimals",
    /// Below the smallest value of the catalogue, or below 0 for money and area.
    NumberMin = "number_min",
    /// Above the largest value of the catalogue.
    NumberMax = "number_max",

    /// Neither yes nor no.
    YesNoUnknown = "yes_no_unknown",
    /// None of the options.
    ChoiceUnknown = "choice_unknown",
}

impl Code {
    /// The code as text: the key of its sentence, and what the API sends.
    pub fn as_str(self) -> &'static str {
        CODES[self as usize]
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The code of each fault and warning.
macro_rules! code_of {
    ($($fault:ident { $($variant:ident => $code:ident,)+ })+) => {
        $(impl From<$fault> for Code {
            fn from(fault: $fault) -> Code {
                match fault {
                    $($fault::$variant => Code::$code,)+
                }
            }
        })+
    };
}

code_of! {
    Trouble { Control => TextControl, Invisible => TextInvisible, Emoji => TextEmoji, PrivateUse => TextPrivateUse, }
    NameFault {
        Empty => Empty, Emoji => NameEmoji, Invisible => NameInvisible, Control => NameControl,
        PrivateUse => NamePrivateUse, Digit => NameDigit, Character => NameCharacter, Dot => NameDot,
        Length => NameLength,
    }
    NameWarning { Short => NameShort, Mixed => NameMixed, }
    IdFault {
        Length => IdLength, FirstGeneration => IdFirstGeneration, Character => IdCharacter, BirthDate => IdBirthDate,
        BirthInFuture => IdBirthFuture, Check => IdCheck, Province => IdProvince, Nationality => IdNationality,
    }
    IdWarning { UnknownRegion => IdRegion, SequenceZero => IdSequence, }
    CreditCodeFault {
        Length => CreditCodeLength, Character => CreditCodeCharacter, Letter => CreditCodeLetter,
        Check => CreditCodeCheck,
    }
    CreditCodeWarning {
        Department => CreditCodeDepartment, Region => CreditCodeRegion, Organisation => CreditCodeOrganisation,
    }
    MobileFault {
        Length => MobileLength, Character => MobileCharacter, Country => MobileCountry, Prefix => MobilePrefix,
    }
    LandlineFault {
        AreaCode => PhoneAreaCode, Local => PhoneLocal, Length => PhoneLength, Extension => PhoneExtension,
        Character => PhoneCharacter,
    }
    PostcodeFault { Length => PostcodeLength, Character => PostcodeCharacter, Leading => PostcodeLeading, }
    EmailFault { Shape => EmailShape, Character => EmailCharacter, Length => EmailLength, }
    DateFault { Format => DateFormat, Impossible => DateImpossible, }
    NumberFault { Format => NumberFormat, Digits => NumberDigits, }
}

impl From<PhoneFault> for Code {
    fn from(fault: PhoneFault) -> Code {
        match fault {
            PhoneFault::Mobile(fault) => fault.into(),
            PhoneFault::Landline(fault) => fault.into(),
            PhoneFault::Service => Code::PhoneService,
        }
    }
}
