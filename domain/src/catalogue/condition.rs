//! Conditions: short texts that say when an item, a field or a paper applies.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::grammar;
use crate::{
    id::{OptionId, QuestionId},
    number::Number,
};

/// A condition over answers, as written in a catalogue file.
///
/// It serialises as its text, so files, the API and the phone read the same thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Condition {
    /// One fact about one answer.
    Fact(Fact),
    /// The opposite.
    Not(Box<Condition>),
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
}

/// One fact about the answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The question whose answer is looked at.
    pub question: QuestionId,
    /// What must be true of the answer.
    pub test: Test,
}

/// What must be true of an answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Test {
    /// A yes-no question is answered with yes.
    Yes,
    /// The chosen option is one of these.
    Is(Vec<OptionId>),
    /// The chosen options include this one.
    Has(OptionId),
    /// The number compares so.
    Number(Compare, Number),
}

/// How two numbers compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compare {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`
    Equal,
    /// `>=`
    AtLeast,
    /// `>`
    More,
}

impl Compare {
    /// Whether `left` compares so with `right`.
    #[must_use]
    pub fn holds(self, left: Number, right: Number) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
            Self::AtLeast => left >= right,
            Self::More => left > right,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Equal => "=",
            Self::AtLeast => ">=",
            Self::More => ">",
        }
    }
}

impl Condition {
    /// Calls `see` with every fact, left to right.
    pub fn each_fact<'a>(&'a self, see: &mut impl FnMut(&'a Fact)) {
        match self {
            Self::Fact(fact) => see(fact),
            Self::Not(inner) => inner.each_fact(see),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each_fact(see)),
        }
    }

    /// Whether any fact is about this question.
    #[must_use]
    pub fn reads(&self, question: &QuestionId) -> bool {
        let mut found = false;
        self.each_fact(&mut |fact| found |= fact.question == *question);
        found
    }
}

impl TryFrom<String> for Condition {
    type Error = grammar::Fault;

    fn try_from(text: String) -> Result<Self, grammar::Fault> {
        grammar::parse(&text)
    }
}

impl From<Condition> for String {
    fn from(condition: Condition) -> Self {
        condition.to_string()
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact(fact) => fmt::Display::fmt(fact, f),
            Self::Not(inner) => match inner.as_ref() {
                Self::Fact(_) | Self::Not(_) => write!(f, "not {inner}"),
                Self::All(_) | Self::Any(_) => write!(f, "not ({inner})"),
            },
            Self::All(parts) => join(f, parts, " and ", |part| matches!(part, Self::Any(_) | Self::All(_))),
            Self::Any(parts) => join(f, parts, " or ", |part| matches!(part, Self::Any(_))),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, parts: &[Condition], word: &str, brackets: fn(&Condition) -> bool) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(word)?;
        }
        if brackets(part) {
            write!(f, "({part})")?;
        } else {
            write!(f, "{part}")?;
        }
    }
    Ok(())
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let question = &self.question;
        match &self.test {
            Test::Yes => write!(f, "{question}"),
            Test::Has(option) => write!(f, "{question} has {option}"),
            Test::Number(compare, number) => write!(f, "{question} {} {number}", compare.sign()),
            Test::Is(options) => match options.as_slice() {
                [one] => write!(f, "{question} = {one}"),
                many => {
                    write!(f, "{question} in (")?;
                    for (i, option) in many.iter().enumerate() {
                        if i > 0 {
                            f.write_str(", ")?;
                        }
                        write!(f, "{option}")?;
                    }
                    f.write_str(")")
                }
            },
        }
    }
}
