//! The two languages of texts that come from the catalogue.

use serde::{Deserialize, Serialize};

/// The language a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The tag for `lang` attributes, BCP 47.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The text in this language; Chinese where there is no English.
    #[must_use]
    pub fn pick<'a>(self, zh: &'a str, en: Option<&'a str>) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en.unwrap_or(zh),
        }
    }
}
