//! The papers of a case, merged and by department, each with what is wanted of it and its files.

use yijian_domain::{
    application::{FileRef, Given, PartField, PartMaterial, PartValue, Provision},
    case::{Deferral, DeferralStage},
    catalogue::PaperForm,
    id::{ItemId, MaterialKey},
    plan::{Line, Plan},
    value::{
        Kind, date,
        personal::{Hidden, Personal},
    },
    wire::desk::{PaperView, PartSheet},
};

use super::{Seen, form};

/// Every paper of the merged list.
pub(super) fn all(seen: &Seen<'_>, plan: &Plan) -> Vec<PaperView> {
    plan.materials.iter().map(|line| view(seen, plan, line, None)).collect()
}

/// The forms and lists of the items that the member's department decides.
pub(super) fn sheets(seen: &Seen<'_>, plan: &Plan) -> Vec<PartSheet> {
    let hidden = seen.open_seconds.is_none().then(|| seen.hidden());
    let own = seen.sheets.iter().filter(|sheet| seen.decides(&sheet.item));
    own.map(|sheet| PartSheet {
        item: sheet.item.clone(),
        title: seen
            .catalogue
            .items
            .get(&sheet.item)
            .and_then(|item| item.form.clone())
            .unwrap_or_default(),
        form: sheet
            .form
            .iter()
            .enumerate()
            .map(|(at, field)| named(seen, &sheet.item, at, field, hidden.as_ref()))
            .collect(),
        materials: sheet.materials.iter().map(|line| as_it_stands(seen, line)).collect(),
        papers: {
            let provided = sheet
                .materials
                .iter()
                .filter(|line| matches!(line.given, Given::Provided { .. }));
            let keys: Vec<&MaterialKey> = provided.filter_map(|line| line.paper.as_ref()).collect();
            let lines = plan.materials.iter().filter(|line| keys.contains(&&line.id));
            lines.map(|line| view(seen, plan, line, Some(&sheet.item))).collect()
        },
    })
    .collect()
}

/// A field of a department's form as people read it: it is stored with the ids of options.
fn named(seen: &Seen<'_>, item: &ItemId, at: usize, field: &PartField, hidden: Option<&Hidden>) -> PartField {
    let original = seen.catalogue.items.get(item).and_then(|item| item.fields.get(at));
    // The form may have changed since it was filled in.
    let element = original
        .filter(|original| original.label == field.label)
        .and_then(|original| seen.catalogue.elements.get(&original.field.what));
    let read = |value: &mut String| {
        if let Some(element) = element {
            *value = form::shown(element.kind, &element.options, value);
        }
        if let Some(hidden) = hidden {
            // Of a field of which nothing is known any more, nothing is shown.
            let (personal, kind) = element.map_or((Personal::Day, Kind::Text), |known| (known.personal(), known.kind));
            *value = form::veiled(personal, kind, value, hidden);
        }
    };
    let mut field = field.clone();
    match &mut field.value {
        PartValue::Typed { values } | PartValue::Derived { values } => values.iter_mut().for_each(read),
        PartValue::Answered { value } => read(value),
        PartValue::Result { .. } | PartValue::NotAsked => {}
    }
    field
}

/// A line of a department's list: what was put off when it was written may have come since.
fn as_it_stands(seen: &Seen<'_>, line: &PartMaterial) -> PartMaterial {
    let mut line = line.clone();
    let there = line.paper.as_ref().map(|paper| files(seen, paper));
    if let (Given::Provided { provision }, Some(files)) = (&mut line.given, there.filter(|files| !files.is_empty())) {
        *provision = Provision::Files { files };
    }
    line
}

fn view(seen: &Seen<'_>, plan: &Plan, line: &Line, only: Option<&ItemId>) -> PaperView {
    let material = seen.catalogue.materials.get(&line.id.what);
    let name = |item: &ItemId| {
        let planned = plan.items.iter().find(|planned| planned.id == *item);
        planned.map(|planned| planned.name.clone())
    };
    let asked = line
        .asked_by
        .iter()
        .filter(|asked| only.is_none_or(|only| asked.item == *only));
    let mut items: Vec<String> = asked.filter_map(|asked| name(&asked.item)).collect();
    items.dedup();
    let deferral = deferral(seen, &line.id);
    PaperView {
        paper: line.id.clone(),
        name: line.name.clone(),
        items,
        form: if line.original { PaperForm::Original } else { line.form },
        copies: line.copies,
        wanted: line.markings.clone(),
        points: material.map_or_else(Vec::new, |known| known.review.clone()),
        files: files(seen, &line.id),
        due: due(seen, &line.id),
        defaulted: deferral.is_some_and(|deferral| matches!(deferral.stage, DeferralStage::Defaulted { .. })),
    }
}

/// The files of a paper: those handed in first, or those that followed.
pub(super) fn files(seen: &Seen<'_>, paper: &MaterialKey) -> Vec<FileRef> {
    if let Some(DeferralStage::Provided { files, .. }) = deferral(seen, paper).map(|deferral| &deferral.stage) {
        return files.iter().filter_map(|id| seen.files.get(id).cloned()).collect();
    }
    match seen.kept.provisions.get(paper) {
        Some(Provision::Files { files }) => files.clone(),
        Some(Provision::Later) | None => Vec::new(),
    }
}

/// The last day for a paper that is still to follow.
fn due(seen: &Seen<'_>, paper: &MaterialKey) -> Option<String> {
    let file = seen.case.file.paper(paper)?;
    let days = u32::from(file.deferred?);
    let since = match deferral(seen, paper) {
        Some(deferral) if !deferral.is_open() => return None,
        Some(_) => seen.case.stage.review()?.accepted.on,
        None => seen.submitted_at.date(),
    };
    Some(date::write(seen.calendar().add_working_days(since, days).date))
}

fn deferral<'a>(seen: &Seen<'a>, paper: &MaterialKey) -> Option<&'a Deferral> {
    let review = seen.case.stage.review()?;
    review.deferrals.iter().find(|deferral| deferral.file.paper == *paper)
}
