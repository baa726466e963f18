//! A case as it is shown to who has not said what they need it for: names, numbers and homes are hidden, and so they are in
//! whatever somebody wrote. What a business is called and where it is stays.

use yijian_domain::{
    application::{FileRef, Given, PartMaterial, Provision},
    case::{Channel, Composite, Missing, ObjectionAnswer, Rectification, Visit},
    catalogue::Catalogue,
    id::FieldKey,
    value::{
        mask,
        personal::{Hidden, Personal},
    },
    wire::desk::{
        CaseView, CommitmentView, HistoryRow, InspectionView, NoticeView, ObjectionView, OpinionView, PaperView,
        PartSheet, PartView,
    },
};

use crate::cases::Subject;

/// What the form says of people, to be hidden wherever it stands.
#[must_use]
pub fn hidden<'v>(catalogue: &Catalogue, values: impl IntoIterator<Item = (&'v FieldKey, &'v String)>) -> Hidden {
    let values = values.into_iter();
    Hidden::of(values.map(|(key, value)| (personal(catalogue, key), value.as_str())))
}

/// What a value of the form says of a person; of a field that the catalogue has no more, that is not known, and it is
/// hidden.
pub(super) fn personal(catalogue: &Catalogue, key: &FieldKey) -> Personal {
    let element = catalogue.elements.get(&key.what);
    element.map_or(Personal::Day, yijian_domain::catalogue::Element::personal)
}

/// What the applicant is called, by a business's name or by the shown part of a person's.
pub(super) fn holder(subject: &Subject) -> String {
    match (&subject.business, &subject.person) {
        (Some(business), _) => business.clone(),
        (None, Some(person)) => mask::name(person),
        (None, None) => String::new(),
    }
}

/// Hides in a view what the form's values were not hidden in when it was made. Named field by field, so that a new one is
/// thought about.
pub(super) fn masked(view: CaseView, hidden: &Hidden) -> CaseView {
    let CaseView {
        number,
        theme,
        theme_name,
        region_name,
        holder,
        channel,
        submitted_at,
        stage,
        events,
        open_seconds,
        unmaskings,
        answer_due,
        urged,
        objection,
        notice,
        accepted,
        form,
        papers,
        parts,
        sheets,
        inspection,
        commitments,
        licence,
        documents,
        open,
        history,
        days,
        provisional,
    } = view;
    CaseView {
        channel: match channel {
            Channel::Window { authority } => Channel::Window {
                authority: hidden.scrub(&authority),
            },
            other @ Channel::Online => other,
        },
        urged: urged.map(|mut urged| {
            urged.text = hidden.scrub(&urged.text);
            urged
        }),
        objection: objection.map(|objection| ObjectionView {
            says: hidden.scrub(&objection.says),
            answer: objection.answer.map(|answer| ObjectionAnswer {
                reason: hidden.scrub(&answer.reason),
                ..answer
            }),
            ..objection
        }),
        notice: notice.map(|notice| NoticeView {
            missing: notice.missing.into_iter().map(|line| missing(line, hidden)).collect(),
            remark: hidden.scrub(&notice.remark),
            ..notice
        }),
        papers: papers.into_iter().map(paper).collect(),
        parts: parts.into_iter().map(|one| part(one, hidden)).collect(),
        sheets: sheets.into_iter().map(sheet).collect(),
        inspection: visits(inspection, hidden),
        commitments: commitments
            .into_iter()
            .map(|one| CommitmentView {
                remark: hidden.scrub(&one.remark),
                ..one
            })
            .collect(),
        licence: licence.map(composite),
        history: history
            .into_iter()
            .map(|row| HistoryRow {
                said: hidden.scrub(&row.said),
                ..row
            })
            .collect(),
        number,
        theme,
        theme_name,
        region_name,
        holder,
        submitted_at,
        stage,
        events,
        open_seconds,
        unmaskings,
        answer_due,
        accepted,
        form,
        documents,
        open,
        days,
        provisional,
    }
}

fn missing(line: Missing, hidden: &Hidden) -> Missing {
    Missing {
        reasons: line.reasons.iter().map(|reason| hidden.scrub(reason)).collect(),
        ..line
    }
}

/// What a file is called on somebody's phone may be their name; what kind it is stays.
fn file(file: FileRef) -> FileRef {
    let ending = file.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_ending = (1..=4).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    FileRef {
        name: if is_ending {
            format!("****.{ending}")
        } else {
            "****".to_owned()
        },
        ..file
    }
}

fn paper(paper: PaperView) -> PaperView {
    PaperView {
        files: paper.files.into_iter().map(file).collect(),
        ..paper
    }
}

fn sheet(sheet: PartSheet) -> PartSheet {
    PartSheet {
        materials: sheet.materials.into_iter().map(material).collect(),
        papers: sheet.papers.into_iter().map(paper).collect(),
        ..sheet
    }
}

fn material(line: PartMaterial) -> PartMaterial {
    let given = match line.given {
        Given::Provided {
            provision: Provision::Files { files },
        } => Given::Provided {
            provision: Provision::Files {
                files: files.into_iter().map(file).collect(),
            },
        },
        other @ (Given::Provided {
            provision: Provision::Later,
        }
        | Given::Spared { .. }) => other,
    };
    PartMaterial { given, ..line }
}

fn part(part: PartView, hidden: &Hidden) -> PartView {
    PartView {
        opinions: part
            .opinions
            .into_iter()
            .map(|opinion| OpinionView {
                text: hidden.scrub(&opinion.text),
                ..opinion
            })
            .collect(),
        reasons: part.reasons.iter().map(|reason| hidden.scrub(reason)).collect(),
        ..part
    }
}

fn visits(inspection: InspectionView, hidden: &Hidden) -> InspectionView {
    InspectionView {
        rectify: rectify(inspection.rectify, hidden),
        visits: inspection.visits.into_iter().map(|one| visit(one, hidden)).collect(),
        ..inspection
    }
}

/// The lines of a rectification list.
#[must_use]
pub fn rectify(lines: Vec<Rectification>, hidden: &Hidden) -> Vec<Rectification> {
    let lines = lines.into_iter().map(|line| Rectification {
        what: hidden.scrub(&line.what),
        ..line
    });
    lines.collect()
}

fn visit(mut visit: Visit, hidden: &Hidden) -> Visit {
    for result in visit.results.values_mut() {
        result.remark = hidden.scrub(&result.remark);
    }
    visit
}

/// A licence as everybody may see it.
fn composite(mut licence: Composite) -> Composite {
    let holder = &mut licence.holder;
    // A business without a name carries its operator's (实施细则 art. 6(7)).
    if holder.principal.as_ref() == Some(&holder.name) {
        holder.name = mask::name(&holder.name);
    }
    holder.principal = holder.principal.as_deref().map(mask::name);
    licence
}
