//! How far a draft is: what is done, what is missing, where to go on.

use yijian_domain::{
    application::{Draft, Finding, Place, Provision},
    plan::{Line, Plan, SectionPart},
    value::Weight,
};

use crate::route::Step;

/// Where one section of the form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Something has been typed.
    pub begun: bool,
    /// Required fields that are empty.
    pub missing: usize,
    /// Fields that hold something unusable.
    pub wrong: usize,
}

impl Standing {
    /// Nothing is left to do.
    #[must_use]
    pub fn done(&self) -> bool {
        self.missing == 0 && self.wrong == 0
    }
}

/// Where one section stands.
#[must_use]
pub fn of_section(section: &SectionPart, draft: &Draft, findings: &[Finding]) -> Standing {
    let here = |key: &yijian_domain::id::FieldKey| {
        section
            .fields
            .iter()
            .any(|field| field.id.what == key.what && field.id.role == key.role)
    };
    let mut standing = Standing {
        begun: draft
            .values
            .iter()
            .any(|(key, value)| !value.trim().is_empty() && here(key)),
        ..Standing::default()
    };
    for finding in findings.iter().filter(|finding| finding.weight == Weight::Error) {
        match &finding.at {
            Place::Value(key) if here(key) && finding.code == "required" => standing.missing += 1,
            Place::Value(key) if here(key) => standing.wrong += 1,
            Place::Value(_) | Place::Draft | Place::Answer(_) | Place::Material(_) | Place::Declaration => {}
        }
    }
    standing
}

/// How a paper stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperState {
    /// Nothing is there.
    Missing,
    /// Some page has not arrived.
    Incomplete,
    /// So many pages have arrived.
    Uploaded(usize),
    /// It follows later.
    Later,
}

impl PaperState {
    /// Nothing is left to do now.
    #[must_use]
    pub fn done(self) -> bool {
        matches!(self, Self::Uploaded(_) | Self::Later)
    }
}

/// How a paper stands. Putting off counts only where it is allowed.
#[must_use]
pub fn of_paper(line: &Line, draft: &Draft) -> PaperState {
    match draft.provisions.get(&line.id) {
        Some(Provision::Files { files }) if files.is_empty() => PaperState::Missing,
        Some(Provision::Files { files }) if files.iter().all(|file| file.complete) => PaperState::Uploaded(files.len()),
        Some(Provision::Files { .. }) => PaperState::Incomplete,
        Some(Provision::Later) if line.deferrable.is_some() => PaperState::Later,
        Some(Provision::Later) | None => PaperState::Missing,
    }
}

/// Papers that still need something.
#[must_use]
pub fn papers_left(plan: &Plan, draft: &Draft) -> usize {
    plan.materials
        .iter()
        .filter(|line| !of_paper(line, draft).done())
        .count()
}

/// Where to go on: the first section with something to do, then the materials, then the review.
#[must_use]
pub fn next_step(plan: &Plan, draft: &Draft, findings: &[Finding]) -> Step {
    let section = plan.form.sections.iter().find(|section| {
        let standing = of_section(section, draft, findings);
        !standing.done()
    });
    match section {
        Some(section) => Step::Form(section.id.clone()),
        None if papers_left(plan, draft) > 0 => Step::Materials,
        None => Step::Review,
    }
}

/// Share of the form and the papers that is done, in percent; 100 only when nothing is left.
#[must_use]
pub fn percent(plan: &Plan, draft: &Draft, findings: &[Finding]) -> usize {
    let left: usize = plan
        .form
        .sections
        .iter()
        .map(|section| of_section(section, draft, findings))
        .map(|standing| standing.missing + standing.wrong)
        .sum::<usize>()
        + papers_left(plan, draft);
    let required = plan.form.fields().filter(|field| field.required).count() + plan.materials.len();
    let total = required.max(left).max(1);
    (total - left) * 100 / total
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use yijian_domain::{
        application::{FileRef, Seen, validate},
        catalogue::{Catalogue, embedded},
        id::ThemeId,
        plan::plan,
    };

    use super::*;
    use crate::query::Trail;

    fn shop() -> (Catalogue, Draft) {
        let catalogue = embedded::catalogue().catalogue;
        let theme = ThemeId::from("convenience_store");
        let answers = "business_form=sole&has_business_licence=no&sells=prepackaged_food&sells=tobacco&cooks=no\
            &premises_area=60&has_signboard=yes&premises_tenure=rent&has_agent=no";
        let pairs: Vec<_> = answers
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect();
        let mut draft = Draft::new(theme.clone(), &catalogue.version, None);
        draft.answers = Trail::read(&pairs, Some((&catalogue, &theme))).answers;
        (catalogue, draft)
    }

    fn look(catalogue: &Catalogue, draft: &mut Draft) -> (Plan, Vec<Finding>) {
        let today = date(2026, 3, 2);
        let plan = plan(catalogue, &draft.request(today)).unwrap();
        draft.seen = Some(Seen::of(&plan));
        let findings = validate(catalogue, draft, today).unwrap_err();
        (plan, findings)
    }

    #[test]
    fn an_empty_draft_begins_with_its_first_section() {
        let (catalogue, mut draft) = shop();
        let (plan, findings) = look(&catalogue, &mut draft);
        assert_eq!(
            next_step(&plan, &draft, &findings),
            Step::Form(plan.form.sections[0].id.clone())
        );
        assert_eq!(percent(&plan, &draft, &findings), 0);
        let standing = of_section(&plan.form.sections[0], &draft, &findings);
        assert!(!standing.begun && !standing.done() && standing.wrong == 0);
    }

    #[test]
    fn a_field_filled_wrongly_is_wrong_and_no_longer_missing() {
        let (catalogue, mut draft) = shop();
        let (plan, findings) = look(&catalogue, &mut draft);
        let section = plan
            .form
            .sections
            .iter()
            .find(|s| s.fields.iter().any(|f| f.id.to_string() == "id_number@operator"));
        let before = of_section(section.unwrap(), &draft, &findings);
        draft
            .values
            .insert("id_number@operator".parse().unwrap(), "123".to_owned());
        let (_, findings) = look(&catalogue, &mut draft);
        let after = of_section(section.unwrap(), &draft, &findings);
        assert_eq!((after.missing, after.wrong, after.begun), (before.missing - 1, 1, true));
    }

    #[test]
    fn a_paper_is_done_when_all_its_pages_arrived() {
        let (catalogue, mut draft) = shop();
        let (plan, _) = look(&catalogue, &mut draft);
        let line = &plan.materials[0];
        assert_eq!(of_paper(line, &draft), PaperState::Missing);
        let page = |complete| FileRef {
            id: String::new(),
            name: String::new(),
            bytes: 1,
            media_type: String::new(),
            complete,
        };
        let left = papers_left(&plan, &draft);
        draft.provisions.insert(
            line.id.clone(),
            Provision::Files {
                files: vec![page(true), page(false)],
            },
        );
        assert_eq!(of_paper(line, &draft), PaperState::Incomplete);
        draft.provisions.insert(
            line.id.clone(),
            Provision::Files {
                files: vec![page(true), page(true)],
            },
        );
        assert_eq!(of_paper(line, &draft), PaperState::Uploaded(2));
        assert_eq!(papers_left(&plan, &draft), left - 1);
    }
}
