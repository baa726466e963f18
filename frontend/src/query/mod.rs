//! What stands in the address while a person looks around: where, and the answers so far.
//!
//! The guide keeps no other state, so a link is enough to go on, going back works, and it all works without the program.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use yijian_domain::{
    catalogue::{Catalogue, Question, QuestionKind, RegionCode},
    id::{OptionId, PlateId, QuestionId, ThemeId},
    situation::{Answer, AnswerFault, Answers},
};

/// Where a person comes from and what they answered, as it stands in an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail {
    /// The plate that was scanned.
    pub plate: Option<PlateId>,
    /// The region.
    pub region: Option<RegionCode>,
    /// Answers that fit their questions.
    pub answers: Answers,
    /// Answers that do not, with what was typed.
    pub faults: Vec<(QuestionId, String, AnswerFault)>,
    /// The question to show again, to change its answer.
    pub ask: Option<QuestionId>,
    /// The question that was sent back without an answer.
    pub unanswered: Option<QuestionId>,
}

/// The parameter that says which question a form holds, so that one sent back empty can be told from a first visit.
pub const ASKED: &str = "asked";

impl Trail {
    /// Reads the pairs of an address. Without a catalogue only plate and region are read.
    #[must_use]
    pub fn read(pairs: &[(String, String)], theme: Option<(&Catalogue, &ThemeId)>) -> Self {
        let value = |name: &str| {
            pairs
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.as_str())
        };
        let mut trail = Self {
            plate: value("plate").filter(|id| is_word(id)).map(PlateId::from),
            region: value("region").and_then(|code| RegionCode::try_from(code).ok()),
            ask: value("ask").filter(|id| is_word(id)).map(QuestionId::from),
            ..Self::default()
        };
        let Some((catalogue, subject)) = theme.and_then(|(c, id)| Some((c, c.themes.get(id)?))) else {
            return trail;
        };
        for id in &subject.questions {
            let Some(question) = catalogue.questions.get(id) else {
                continue;
            };
            let typed: Vec<&str> = pairs
                .iter()
                .filter(|(key, _)| key == id.as_str())
                .map(|(_, value)| value.trim())
                .collect();
            match read_answer(question, &typed) {
                None => {}
                Some(Ok(answer)) => {
                    trail.answers.insert(id.clone(), answer);
                }
                Some(Err(fault)) => trail.faults.push((id.clone(), typed.join(" "), fault)),
            }
        }
        let answered =
            |id: &QuestionId| trail.answers.contains_key(id) || trail.faults.iter().any(|(fault, ..)| fault == id);
        trail.unanswered = value(ASKED)
            .filter(|id| is_word(id))
            .map(QuestionId::from)
            .filter(|id| !answered(id));
        trail
    }

    /// The query that says the same, with the question mark; empty when there is nothing to say.
    #[must_use]
    pub fn query(&self) -> String {
        let pairs = self.pairs();
        if pairs.is_empty() {
            return String::new();
        }
        let joined: Vec<_> = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
        format!("?{}", joined.join("&"))
    }

    /// The pairs that say the same. Keys and values are words and numbers and need no escaping.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        let mut push = |key: &str, value: String| pairs.push((key.to_owned(), value));
        if let Some(plate) = &self.plate {
            push("plate", plate.to_string());
        }
        if let Some(region) = &self.region {
            push("region", region.to_string());
        }
        for (id, answer) in &self.answers {
            let key = id.as_str();
            match answer {
                Answer::YesNo(yes) => push(key, if *yes { "yes" } else { "no" }.to_owned()),
                Answer::Number(number) => push(key, number.to_string()),
                Answer::One(option) => push(key, option.to_string()),
                Answer::Many(options) if options.is_empty() => push(key, String::new()),
                Answer::Many(options) => options.iter().for_each(|option| push(key, option.to_string())),
            }
        }
        if let Some(ask) = &self.ask {
            push("ask", ask.to_string());
        }
        pairs
    }

    /// The same place, without answers.
    #[must_use]
    pub fn place(&self) -> Self {
        Self {
            plate: self.plate.clone(),
            region: self.region.clone(),
            ..Self::default()
        }
    }

    /// The same trail, asking a question again.
    #[must_use]
    pub fn asking(&self, question: &QuestionId) -> Self {
        Self {
            ask: Some(question.clone()),
            faults: Vec::new(),
            unanswered: None,
            ..self.clone()
        }
    }

    /// The same trail with one more answer.
    #[must_use]
    pub fn answering(&self, question: &QuestionId, answer: Answer) -> Self {
        let mut next = Self {
            ask: None,
            faults: Vec::new(),
            unanswered: None,
            ..self.clone()
        };
        next.answers.insert(question.clone(), answer);
        next
    }

    /// The same trail without the answer to a question.
    #[must_use]
    pub fn without(&self, question: &QuestionId) -> Self {
        let mut next = Self {
            ask: None,
            faults: Vec::new(),
            unanswered: None,
            ..self.clone()
        };
        next.answers.remove(question);
        next
    }
}

/// A text as one value of a query: everything but letters, digits and `-._~` as `%XX` (RFC 3986, 2.3).
#[must_use]
pub fn percent(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push('%');
            escaped.push(char::from(HEX[usize::from(byte >> 4)]));
            escaped.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    escaped
}

/// Reads what was typed for a question; none when nothing was.
#[must_use]
pub fn read_answer(question: &Question, typed: &[&str]) -> Option<Result<Answer, AnswerFault>> {
    let first = *typed.first()?;
    let answer = match question.kind {
        QuestionKind::ManyOf => {
            let chosen: BTreeSet<OptionId> = typed
                .iter()
                .filter(|id| !id.is_empty())
                .map(|id| OptionId::from(*id))
                .collect();
            Ok(Answer::Many(chosen))
        }
        QuestionKind::YesNo | QuestionKind::OneOf | QuestionKind::Number if first.is_empty() => return None,
        QuestionKind::YesNo => match first {
            "yes" => Ok(Answer::YesNo(true)),
            "no" => Ok(Answer::YesNo(false)),
            _ => Err(AnswerFault::WrongType),
        },
        QuestionKind::OneOf => Ok(Answer::One(OptionId::from(first))),
        QuestionKind::Number => half_width(first)
            .parse()
            .map(Answer::Number)
            .map_err(|_| AnswerFault::WrongType),
    };
    Some(answer.and_then(|answer| answer.fits(question).map(|()| answer)))
}

/// Full-width digits and dots as a Chinese keyboard types them.
fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' | '．' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '。' => '.',
            other => other,
        })
        .collect()
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}
