//! What a place in a draft is called, where it stands, and what a finding there says.

use yijian_domain::{
    application::{Draft, Finding, Place},
    catalogue::{Catalogue, Element},
    id::FieldKey,
    number::Number,
    plan::{LineField, Plan, SectionPart},
    value::{Kind, Weight},
};

use crate::{
    citizen::names,
    query::Trail,
    route::{Route, Step},
    text,
};

/// The HTML id of the control at a place. Keys have `@` and `#`, which addresses and styles do not like.
#[must_use]
pub fn anchor(place: &Place) -> String {
    place.to_string().replace(['.', '@', '#'], "-")
}

/// The label of a field of the merged form.
#[must_use]
pub fn label(field: &LineField) -> &str {
    text::of(&field.label, field.label_en.as_ref())
}

/// The heading of a section.
#[must_use]
pub fn title(section: &SectionPart) -> &str {
    text::of(&section.title, section.title_en.as_ref())
}

/// The section and the field a value belongs to.
#[must_use]
pub fn field_of<'p>(plan: &'p Plan, key: &FieldKey) -> Option<(&'p SectionPart, &'p LineField)> {
    plan.form.sections.iter().find_map(|section| {
        let field = section
            .fields
            .iter()
            .find(|field| field.id.what == key.what && field.id.role == key.role)?;
        Some((section, field))
    })
}

/// What a value is called: the field, and whose it is when it is somebody's.
#[must_use]
pub fn value(slice: &Catalogue, plan: &Plan, key: &FieldKey) -> String {
    let Some((section, field)) = field_of(plan, key) else {
        let element = slice.elements.get(&key.what);
        return element.map_or_else(|| key.to_string(), |e| text::of(&e.name, e.name_en.as_ref()).to_owned());
    };
    match (&section.role, section.repeats) {
        (None, _) => label(field).to_owned(),
        (Some(_), false) => text::form_whose(label(field), title(section)),
        (Some(_), true) => text::form_whose_of(label(field), key.no, title(section)),
    }
}

/// What a place is called.
#[must_use]
pub fn place(slice: &Catalogue, plan: &Plan, place: &Place) -> String {
    match place {
        Place::Draft => text::review_whole().to_owned(),
        Place::Answer(id) => slice.questions.get(id).map_or_else(
            || id.to_string(),
            |question| text::of(&question.ask, question.ask_en.as_ref()).to_owned(),
        ),
        Place::Value(key) => value(slice, plan, key),
        Place::Material(key) => names::material(slice, key),
        Place::Declaration => text::review_declaration().to_owned(),
    }
}

/// The address where a place can be put right.
#[must_use]
pub fn link(token: &str, draft: &Draft, plan: &Plan, place: &Place) -> String {
    let step = match place {
        Place::Draft => Step::Overview,
        Place::Answer(id) => {
            let asking = Trail {
                ask: Some(id.clone()),
                ..trail(draft)
            };
            return Route::Question(draft.theme.clone()).path() + &asking.query();
        }
        Place::Value(key) => field_of(plan, key).map_or(Step::Overview, |(section, _)| Step::Form(section.id.clone())),
        Place::Material(_) => Step::Materials,
        Place::Declaration => Step::Review,
    };
    let mut path = Route::Draft(token.to_owned(), step).path();
    path.push('#');
    path.push_str(&anchor(place));
    path
}

/// The answers of a draft as the guide's addresses carry them.
#[must_use]
pub fn trail(draft: &Draft) -> Trail {
    Trail {
        plate: draft.plate.clone(),
        region: draft.region.clone(),
        answers: draft.answers.clone(),
        ..Trail::default()
    }
}

/// What a finding says: what would be right. Numbers and lengths of the catalogue stand in the sentence.
#[must_use]
pub fn sentence(slice: &Catalogue, finding: &Finding) -> String {
    if let Some(rule) = finding.rule.as_ref().and_then(|id| slice.relations.get(id)) {
        return text::of(&rule.text, rule.text_en.as_ref()).to_owned();
    }
    let element = match &finding.at {
        Place::Value(key) => slice.elements.get(&key.what),
        Place::Draft | Place::Answer(_) | Place::Material(_) | Place::Declaration => None,
    };
    let with_limit = element.and_then(|element| match finding.code.as_str() {
        "number_min" => Some(text::form_at_least(
            element.min.unwrap_or_else(|| Number::whole(0)),
            unit(element),
        )),
        "number_max" => element.max.map(|max| text::form_at_most(max, unit(element))),
        "number_decimals" if element.decimals == Some(0) => Some(text::form_whole().to_owned()),
        "number_decimals" => element.decimals.map(text::form_decimals),
        "text_length" => element.max_length.map(text::form_characters),
        _ => None,
    });
    with_limit.unwrap_or_else(|| {
        text::finding(&finding.code)
            .unwrap_or_else(text::review_unknown)
            .to_owned()
    })
}

/// The unit of a number; empty when it has none.
#[must_use]
pub fn unit(element: &Element) -> &str {
    match (&element.unit, element.kind) {
        (Some(unit), _) => unit,
        (None, Kind::Money) => text::form_money(),
        (None, Kind::Area) => text::form_area(),
        (None, _) => "",
    }
}

/// Errors only.
#[must_use]
pub fn stopping(findings: &[Finding]) -> Vec<Finding> {
    findings
        .iter()
        .filter(|finding| finding.weight == Weight::Error)
        .cloned()
        .collect()
}

/// Errors only, in the order of the form, the papers, the rest: the order a person meets them in.
#[must_use]
pub fn errors_in_order(plan: &Plan, findings: &[Finding]) -> Vec<Finding> {
    let position = |finding: &Finding| match &finding.at {
        Place::Draft => (0, 0, 0),
        Place::Answer(_) => (1, 0, 0),
        Place::Value(key) => {
            let at = plan
                .form
                .fields()
                .position(|field| field.id.what == key.what && field.id.role == key.role);
            let section = plan
                .form
                .sections
                .iter()
                .position(|s| field_of(plan, key).is_some_and(|(own, _)| own.id == s.id));
            (
                2,
                section.unwrap_or(usize::MAX),
                usize::from(key.no) * 1000 + at.unwrap_or(999),
            )
        }
        Place::Material(key) => (
            3,
            plan.materials
                .iter()
                .position(|line| line.id == *key)
                .unwrap_or(usize::MAX),
            0,
        ),
        Place::Declaration => (4, 0, 0),
    };
    let mut errors = stopping(findings);
    errors.sort_by_key(position);
    errors
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use yijian_domain::{catalogue::embedded, id::ThemeId, plan::plan};

    use super::*;

    fn finding(at: &str, code: &str) -> Finding {
        Finding {
            at: at.parse().unwrap(),
            code: code.to_owned(),
            weight: Weight::Error,
            rule: None,
        }
    }

    #[test]
    fn a_place_has_an_id_without_marks() {
        assert_eq!(
            anchor(&"values.name@shareholder#2".parse().unwrap()),
            "values-name-shareholder-2"
        );
    }

    #[test]
    fn a_number_out_of_range_hears_the_range() {
        let catalogue = embedded::catalogue().catalogue;
        assert!(sentence(&catalogue, &finding("values.premises_area", "number_max")).contains("100000"));
        assert!(sentence(&catalogue, &finding("values.premises_area", "number_min")).contains('1'));
    }

    #[test]
    fn errors_come_in_the_order_of_the_form() {
        let catalogue = embedded::catalogue().catalogue;
        let draft = Draft::new(ThemeId::from("convenience_store"), &catalogue.version, None);
        let plan = plan(&catalogue, &draft.request(date(2026, 3, 2))).unwrap();
        let findings: Vec<Finding> = plan
            .materials
            .iter()
            .map(|line| finding(&Place::Material(line.id.clone()).to_string(), "material_missing"))
            .chain(
                plan.form
                    .fields()
                    .map(|field| finding(&Place::Value(field.id.clone()).to_string(), "required")),
            )
            .collect();
        let sorted = errors_in_order(&plan, &findings);
        let fields = plan.form.fields().count();
        assert!(
            sorted[..fields]
                .iter()
                .zip(plan.form.fields())
                .all(|(f, field)| f.at == Place::Value(field.id.clone()))
        );
        assert!(sorted[fields..].iter().all(|f| matches!(f.at, Place::Material(_))));
    }
}
