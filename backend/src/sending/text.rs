//! The sentences that are sent, from `text.toml`.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

/// The word that stands for every kind without its own sentence or template.
pub const OTHER: &str = "other";
/// The word of the code by which somebody signs in.
pub const SIGN_IN_CODE: &str = "sign_in_code";
/// The word of the notice that an account has another proof.
pub const PROOF_ADDED: &str = "proof_added";
/// What is about an account and no case: what is said of cases in general does not stand in for it.
pub const OF_ACCOUNTS: [&str; 2] = [SIGN_IN_CODE, PROOF_ADDED];

static TEXTS: LazyLock<BTreeMap<String, Sentence>> =
    LazyLock::new(|| toml::from_str(include_str!("text.toml")).expect("the sentences are tested"));

/// What is said about one kind of event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// In at most five characters.
    pub what: String,
    /// The whole sentence, with [`Slot`]s in braces.
    pub text: String,
}

/// What takes a place in a sentence or in a field of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// Name of the theme.
    Theme,
    /// Name of the item; of the theme, when it is about all of them.
    Item,
    /// The day that matters; the day of the event, when none does.
    Day,
    /// The event in at most five characters.
    What,
    /// The code by which somebody signs in.
    Code,
}

/// The kinds there are sentences for, in alphabetical order.
pub fn kinds() -> impl Iterator<Item = (&'static str, &'static Sentence)> {
    TEXTS.iter().map(|(kind, sentence)| (kind.as_str(), sentence))
}

/// The sentence of a kind.
#[must_use]
pub fn sentence(kind: &str) -> &'static Sentence {
    TEXTS
        .get(kind)
        .or_else(|| TEXTS.get(OTHER))
        .expect("the sentences are tested")
}

impl Sentence {
    /// The sentence in pieces: plain text, and what takes its places.
    fn pieces(&self) -> impl Iterator<Item = Result<Slot, &str>> {
        self.text.split(['{', '}']).map(|piece| match piece {
            "theme" => Ok(Slot::Theme),
            "item" => Ok(Slot::Item),
            "day" => Ok(Slot::Day),
            "code" => Ok(Slot::Code),
            piece => Err(piece),
        })
    }

    /// What takes its places, in their order.
    pub fn slots(&self) -> impl Iterator<Item = Slot> {
        self.pieces().filter_map(Result::ok)
    }

    /// The sentence with its places filled.
    pub fn fill(&self, mut fill: impl FnMut(Slot) -> String) -> String {
        self.pieces()
            .map(|piece| piece.map_or_else(ToOwned::to_owned, &mut fill))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_is_sent_has_a_sentence_that_fits() {
        // `Act::told` says which; a new kind falls to `other` until it has a sentence here.
        let known: Vec<_> = kinds().map(|(kind, _)| kind).collect();
        for kind in [
            "receive",
            "accept",
            "deem_accepted",
            "ask_correction",
            "refuse_acceptance",
            "deny",
            "pause",
            "extend",
            "plan_inspection",
            "record_inspection",
            "record_inspection_failed",
            "remind",
            "end_for_default",
            "stop",
            "issue",
            "revoke",
            "correct",
            SIGN_IN_CODE,
            PROOF_ADDED,
            OTHER,
        ] {
            assert!(known.contains(&kind), "{kind}");
        }
        for (kind, sentence) in kinds() {
            assert!(
                sentence.what.chars().count() <= 5,
                "{kind}: a phrase of WeChat has five characters"
            );
            let filled = sentence.fill(|_| "食品经营许可证新办".to_owned());
            assert!(
                filled.chars().count() <= 67 && !filled.contains(['{', '}']),
                "{kind}: {filled}"
            );
            assert!(
                OF_ACCOUNTS.contains(&kind) || sentence.text.contains("打开您的办件页"),
                "{kind}"
            );
        }
    }

    #[test]
    fn no_sentence_tells_how_it_was_decided() {
        for (kind, sentence) in kinds() {
            for word in ["不予", "驳回", "拒绝", "不通过", "撤销", "准予", "身份证"] {
                assert!(
                    !sentence.text.contains(word) && !sentence.what.contains(word),
                    "{kind}: {word}"
                );
            }
        }
    }

    #[test]
    fn places_are_filled_in_their_order() {
        let sentence = sentence("ask_correction");
        assert_eq!(sentence.slots().collect::<Vec<_>>(), [Slot::Theme, Slot::Day]);
        let mut count = 0;
        let numbered = sentence.fill(|_| {
            count += 1;
            format!("{{{count}}}")
        });
        assert!(
            numbered.starts_with("您办的“{1}”还缺材料，请在{2}前补上。"),
            "{numbered}"
        );
    }
}
