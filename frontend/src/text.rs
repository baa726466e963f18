//! Every sentence of the pages, in the language of the reader. They stand in `text/zh.toml` and `text/en.toml`.

use std::{cell::Cell, fmt::Display};

use yijian_domain::lang::Lang;

thread_local! {
    /// A page is drawn by one thread from start to end, and a phone has one reader.
    static LANG: Cell<Lang> = const { Cell::new(Lang::Zh) };
}

/// Sets the language for what this thread draws from now on.
pub fn set_lang(lang: Lang) {
    LANG.set(lang);
}

/// The language of the reader.
#[must_use]
pub fn lang() -> Lang {
    LANG.get()
}

/// A text of the catalogue in the reader's language.
#[must_use]
pub fn of<'a>(zh: &'a str, en: Option<&'a String>) -> &'a str {
    lang().pick(zh, en.map(String::as_str))
}

/// The same for a text that may be missing altogether.
#[must_use]
pub fn of_option<'a>(zh: Option<&'a String>, en: Option<&'a String>) -> Option<&'a str> {
    zh.map(|zh| of(zh, en))
}

pub(crate) fn pick(zh: &'static str, en: &'static str) -> &'static str {
    lang().pick(zh, Some(en))
}

pub(crate) fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = text.to_owned();
    for (name, value) in values {
        filled = filled.replace(name, &value.to_string());
    }
    filled
}

include!(concat!(env!("OUT_DIR"), "/text.rs"));

#[cfg(test)]
mod tests {
    use yijian_domain::{
        application,
        case::{PauseReason, StageCode},
        value,
        wire::Verdict,
    };

    #[test]
    fn every_finding_has_a_sentence() {
        let missing: Vec<_> = application::CODES
            .iter()
            .chain(value::CODES)
            .filter(|code| super::finding(code).is_none())
            .collect();
        assert!(missing.is_empty(), "codes without a sentence: {missing:?}");
    }

    #[test]
    fn every_stage_reason_and_verdict_has_its_words() {
        for stage in StageCode::ALL {
            assert!(super::stage(stage.code()).is_some(), "{stage:?}");
            assert!(super::stage(&format!("{}_text", stage.code())).is_some(), "{stage:?}");
        }
        for reason in PauseReason::ALL {
            assert!(super::pause(reason.code()).is_some(), "{reason:?}");
        }
        for verdict in Verdict::ALL {
            assert!(super::licence(verdict.code()).is_some(), "{verdict:?}");
            assert!(
                super::licence(&format!("{}_text", verdict.code())).is_some(),
                "{verdict:?}"
            );
        }
    }
}
