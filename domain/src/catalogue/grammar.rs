//! Reads the text of a condition. `not` binds before `and`, `and` before `or`.

use super::condition::{Compare, Condition, Fact, Test};
use crate::{
    id::{OptionId, QuestionId},
    number::Number,
};

/// A condition that cannot be read, with the place in its text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at character {at}: expected {expected}")]
pub struct Fault {
    /// Position in the text, in bytes from 0.
    pub at: usize,
    /// What would have been right there.
    pub expected: &'static str,
}

/// Reads a condition.
///
/// # Errors
/// When the text is not a condition; the fault names the place and what would be right there.
pub(super) fn parse(text: &str) -> Result<Condition, Fault> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let condition = reader.any()?;
    reader.space();
    if reader.at < text.len() {
        return reader.fail("`and`, `or` or the end");
    }
    Ok(condition)
}

/// Deeper nesting than this is refused, so a hostile text cannot exhaust the stack.
const DEPTH: u8 = 32;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
}

impl<'a> Reader<'a> {
    fn any(&mut self) -> Result<Condition, Fault> {
        let mut parts = vec![self.all()?];
        while self.word_is("or") {
            parts.push(self.all()?);
        }
        Ok(single_or(parts, Condition::Any))
    }

    fn all(&mut self) -> Result<Condition, Fault> {
        let mut parts = vec![self.one()?];
        while self.word_is("and") {
            parts.push(self.one()?);
        }
        Ok(single_or(parts, Condition::All))
    }

    fn one(&mut self) -> Result<Condition, Fault> {
        if self.depth >= DEPTH {
            return self.fail("fewer brackets");
        }
        self.depth += 1;
        let condition = if self.word_is("not") {
            Condition::Not(Box::new(self.one()?))
        } else if self.sign_is("(") {
            let inner = self.any()?;
            self.want(")", "`)`")?;
            inner
        } else {
            self.fact()?
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn fact(&mut self) -> Result<Condition, Fault> {
        let question = QuestionId::from(self.word("the name of a question")?);
        let fact = |test| {
            Condition::Fact(Fact {
                question: question.clone(),
                test,
            })
        };
        if self.word_is("has") {
            return Ok(fact(Test::Has(self.option()?)));
        }
        if self.word_is("in") {
            self.want("(", "`(`")?;
            let mut options = vec![self.option()?];
            while self.sign_is(",") {
                options.push(self.option()?);
            }
            self.want(")", "`,` or `)`")?;
            options.sort();
            return Ok(fact(Test::Is(options)));
        }
        for (sign, compare) in [
            ("<=", Compare::AtMost),
            (">=", Compare::AtLeast),
            ("<", Compare::Less),
            (">", Compare::More),
        ] {
            if self.sign_is(sign) {
                return Ok(fact(Test::Number(compare, self.number()?)));
            }
        }
        let negated = self.sign_is("!=");
        if !negated && !self.sign_is("=") {
            return Ok(fact(Test::Yes));
        }
        self.space();
        if negated && self.depth >= DEPTH {
            // It is written `not ... = ...`, one step deeper.
            return self.fail("fewer brackets");
        }
        let test = if self.rest().starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            Test::Number(Compare::Equal, self.number()?)
        } else {
            Test::Is(vec![OptionId::from(self.word("an option or a number")?)])
        };
        Ok(if negated {
            Condition::Not(Box::new(fact(test)))
        } else {
            fact(test)
        })
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn peek_word(&mut self) -> &'a str {
        self.space();
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        &rest[..end]
    }

    fn word(&mut self, expected: &'static str) -> Result<&'a str, Fault> {
        let word = self.peek_word();
        if word.is_empty() || matches!(word, "and" | "or" | "not" | "in" | "has") {
            return self.fail(expected);
        }
        self.at += word.len();
        Ok(word)
    }

    /// Options begin with a letter, so that no option is taken for a number.
    fn option(&mut self) -> Result<OptionId, Fault> {
        if self.peek_word().starts_with(|c: char| c.is_ascii_digit()) {
            return self.fail("an option");
        }
        Ok(OptionId::from(self.word("an option")?))
    }

    fn word_is(&mut self, word: &str) -> bool {
        let found = self.peek_word() == word;
        if found {
            self.at += word.len();
        }
        found
    }

    fn sign_is(&mut self, sign: &str) -> bool {
        self.space();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    fn want(&mut self, sign: &str, expected: &'static str) -> Result<(), Fault> {
        if self.sign_is(sign) {
            Ok(())
        } else {
            self.fail(expected)
        }
    }

    fn number(&mut self) -> Result<Number, Fault> {
        self.space();
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
            .unwrap_or(rest.len());
        let Ok(number) = rest[..end].parse() else {
            return self.fail("a number");
        };
        self.at += end;
        Ok(number)
    }

    fn fail<T>(&self, expected: &'static str) -> Result<T, Fault> {
        Err(Fault { at: self.at, expected })
    }
}

fn single_or(mut parts: Vec<Condition>, many: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            many(parts)
        }
        None => many(parts),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_condition_prints_as_it_was_written() {
        for text in [
            "cooks",
            "not cooks",
            "business_form = sole",
            "business_form in (branch, company)",
            "sells has tobacco",
            "premises_area >= 49.5",
            "cooks and (premises_area > 50 or sells has raw_food)",
            "cooks or premises_area > 50 and seats",
            "not (cooks or seats)",
        ] {
            assert_eq!(parse(text).map(|c| c.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn not_equal_is_the_opposite_of_equal() {
        assert_eq!(parse("form != sole"), parse("not form = sole"));
    }

    /// What a server sends is what a phone reads.
    #[test]
    fn a_condition_that_can_be_read_can_be_read_again_as_it_prints() {
        for depth in 0..40 {
            for text in [
                format!("{}cooks", "not ".repeat(depth)),
                format!("{}form != sole", "not ".repeat(depth)),
                format!("{}form != sole{}", "(".repeat(depth), ")".repeat(depth)),
                format!("{}cooks and seats{}", "not (".repeat(depth), ")".repeat(depth)),
            ] {
                if let Ok(condition) = parse(&text) {
                    assert_eq!(parse(&condition.to_string()), Ok(condition), "{text}");
                }
            }
        }
        assert!(parse("form in (5)").is_err());
        assert!(parse("form has 5").is_err());
    }

    #[test]
    fn a_fault_names_the_place_and_what_would_be_right() {
        assert_eq!(
            parse("cooks and"),
            Err(Fault {
                at: 9,
                expected: "the name of a question"
            })
        );
        assert_eq!(
            parse("area >= big"),
            Err(Fault {
                at: 8,
                expected: "a number"
            })
        );
        assert_eq!(parse("(cooks"), Err(Fault { at: 6, expected: "`)`" }));
        assert!(parse("cooks cooks").is_err());
        assert!(parse("").is_err());
        assert!(parse(&"(".repeat(5000)).is_err());
    }
}
