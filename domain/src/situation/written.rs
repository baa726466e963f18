//! An answer written into a field: what the guide asked already need not be typed again.

use super::{Answer, Situation, Truth};
use crate::{
    catalogue::{Element, Question},
    id::QuestionId,
    value::{Kind, check},
};

/// Between the chosen options in a text.
const BETWEEN: &str = "、";

impl<'c> Situation<'c> {
    /// The answer to a question that counts: what the theme fixes, or what was answered and is asked for certain.
    #[must_use]
    pub fn answer(&self, question: &QuestionId) -> Option<&Answer> {
        if let Some(fixed) = self.theme.assumes.get(question) {
            return Some(fixed);
        }
        self.given.get(question).filter(|_| self.asks(question) == Truth::Yes)
    }

    /// The question that an element repeats, and its answer as the field stores it.
    ///
    /// None when the element repeats no question, when that question has no answer, or when the answer is none the
    /// field could hold, as 49.555 where it takes two decimals: then the field is asked.
    #[must_use]
    pub fn repeated(&self, element: &'c Element) -> Option<(&'c QuestionId, String)> {
        let id = element.answered_by.as_ref()?;
        let value = written(element, self.catalogue.questions.get(id)?, self.answer(id)?)?;
        Some((id, value))
    }
}

/// An answer as a field of this element stores it, or none when the field could not hold it as it is.
///
/// - A number stays the same number. It goes into a number, an area or an amount of the same unit.
/// - Yes and no go into a `yes_no`, or a choice with these options, as `yes` and `no`, and into a text as 是 and 否.
/// - An option goes into a choice that has an option of the same id, and into a text under its Chinese name; several
///   options into a text only, in the question's order. None of them is nothing to write.
#[must_use]
pub fn written(element: &Element, question: &Question, answer: &Answer) -> Option<String> {
    let is_text = matches!(element.kind, Kind::Text | Kind::LongText);
    let is_number = matches!(element.kind, Kind::Number | Kind::Area | Kind::Money);
    let chosen = || {
        let chosen = question.options.iter().filter(|choice| answer.chooses(&choice.id));
        chosen
            .map(|choice| choice.name.as_str())
            .collect::<Vec<_>>()
            .join(BETWEEN)
    };
    let raw = match answer {
        Answer::YesNo(yes) if is_text => if *yes { "是" } else { "否" }.to_owned(),
        Answer::YesNo(yes) if matches!(element.kind, Kind::YesNo | Kind::Choice) => {
            if *yes { "yes" } else { "no" }.to_owned()
        }
        Answer::One(option) if element.kind == Kind::Choice => option.to_string(),
        Answer::One(_) | Answer::Many(_) if is_text => chosen(),
        Answer::Number(number) if is_number && same_unit(element, question) => number.to_string(),
        Answer::YesNo(_) | Answer::One(_) | Answer::Many(_) | Answer::Number(_) => return None,
    };
    let options = element.option_ids();
    check(element.kind, &raw, &element.rule(&options)).normalised
}

/// Whether a field and a question count in the same unit. An area is in square metres and an amount of money in ten
/// thousand yuan where nothing else is said.
fn same_unit(element: &Element, question: &Question) -> bool {
    let usual = [(Kind::Area, "平方米"), (Kind::Money, "万元")];
    let own = usual
        .iter()
        .find(|(kind, _)| *kind == element.kind)
        .map(|(_, unit)| *unit);
    element.unit.as_deref().or(own) == question.unit.as_deref()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::catalogue::{
        Catalogue,
        sample::{Files, answers},
    };

    /// The sample with a field of this kind.
    fn with(field: &str) -> Catalogue {
        let text = format!("name = \"栏目\"\nsection = \"premises\"\n{field}");
        Files::new().with("elements/repeated.toml", &text).catalogue()
    }

    /// What an answer written `question=answer` becomes in a field of this kind.
    fn said(field: &str, given: &str) -> Option<String> {
        let catalogue = with(field);
        let (question, answer) = answers(given).pop_first().unwrap();
        written(
            &catalogue.elements["repeated"],
            &catalogue.questions[&question],
            &answer,
        )
    }

    #[test]
    fn an_answer_is_written_as_the_field_stores_it() {
        let branch =
            "kind = \"choice\"\noptions = [{ id = \"sole\", name = \"个体\" }, { id = \"company\", name = \"企业\" }]";
        let agent =
            "kind = \"choice\"\noptions = [{ id = \"yes\", name = \"委托\" }, { id = \"no\", name = \"本人\" }]";
        for (field, given, expected) in [
            ("kind = \"area\"", "area=49.5", "49.5"),
            ("kind = \"number\"\nunit = \"平方米\"", "area=60", "60"),
            ("kind = \"text\"", "has_agent=yes", "是"),
            ("kind = \"long_text\"", "has_agent=no", "否"),
            ("kind = \"yes_no\"", "has_agent=yes", "yes"),
            ("kind = \"yes_no\"", "has_agent=no", "no"),
            (agent, "has_agent=no", "no"),
            ("kind = \"text\"", "business_form=sole", "个体工商户"),
            (branch, "business_form=company", "company"),
            ("kind = \"text\"", "sells=[other,food]", "食品、别的"),
        ] {
            assert_eq!(said(field, given).as_deref(), Some(expected), "{given} in {field}");
        }
    }

    #[test]
    fn what_a_field_cannot_hold_is_not_written() {
        let other =
            "kind = \"choice\"\noptions = [{ id = \"sole\", name = \"个体\" }, { id = \"branch\", name = \"分店\" }]";
        for (field, given) in [
            ("kind = \"number\"", "area=60"),
            ("kind = \"money\"", "area=60"),
            ("kind = \"area\"\nmax = 50", "area=60"),
            ("kind = \"area\"\ndecimals = 0", "area=49.5"),
            ("kind = \"text\"", "area=60"),
            ("kind = \"area\"", "has_agent=yes"),
            ("kind = \"date\"", "has_agent=yes"),
            (other, "business_form=company"),
            ("kind = \"yes_no\"", "business_form=sole"),
            ("kind = \"text\"\nmax_length = 3", "business_form=sole"),
            ("kind = \"text\"", "sells=[]"),
            (other, "sells=[food]"),
        ] {
            assert_eq!(said(field, given), None, "{given} in {field}");
        }
    }
}
