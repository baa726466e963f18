//! The inspection and the commitments of a case.

use yijian_domain::{
    case::{Case, CommitmentStage, Inspection, PointFile},
    catalogue::Catalogue,
    value::date,
    wire::desk::{CheckPoint, CommitmentView, InspectionView},
};

use super::Seen;

pub(super) fn view(seen: &Seen<'_>) -> InspectionView {
    let case = seen.case;
    let review = case.stage.review();
    let inspection = review.map(|review| &review.inspection);
    let names = case.file.points.iter();
    InspectionView {
        needed: !case.file.points.is_empty(),
        passed: matches!(inspection, Some(Inspection::Passed { .. })),
        plan: inspection.and_then(Inspection::plan).cloned(),
        checklist: checklist(seen.catalogue, case),
        rectify: inspection.map_or_else(Vec::new, |inspection| inspection.rectify().to_vec()),
        visits: inspection.map_or_else(Vec::new, |inspection| inspection.visits().to_vec()),
        inspectors: seen.inspectors.clone(),
        names: names.map(|point| (point.point.clone(), point.name.clone())).collect(),
    }
}

/// The checklist of the next visit, with what an inspector needs to judge each point.
#[must_use]
pub fn checklist(catalogue: &Catalogue, case: &Case) -> Vec<CheckPoint> {
    let points = &case.file.points;
    let inspection = case.stage.review().map(|review| &review.inspection);
    let open: Vec<&PointFile> = match inspection {
        Some(inspection) => inspection.checklist(points).collect(),
        None => points.iter().collect(),
    };
    open.into_iter()
        .map(|file| {
            let known = catalogue.points.get(&file.point);
            let pictures = match inspection {
                Some(Inspection::Planned { pictures, .. }) => pictures.get(&file.point).cloned().unwrap_or_default(),
                _ => Vec::new(),
            };
            CheckPoint {
                point: file.point.clone(),
                name: file.name.clone(),
                help: known.and_then(|known| known.help.clone()),
                departments: departments(catalogue, case, file),
                remote: file.remote,
                pictures,
            }
        })
        .collect()
}

fn departments(catalogue: &Catalogue, case: &Case, point: &PointFile) -> Vec<String> {
    let mut names: Vec<String> = point
        .items
        .iter()
        .filter_map(|item| {
            let part = case.file.part(item)?;
            let known = catalogue.departments.get(&part.department);
            Some(known.map_or_else(|| part.department.to_string(), |known| known.name.clone()))
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

pub(super) fn commitments(seen: &Seen<'_>) -> Vec<CommitmentView> {
    let Some(review) = seen.case.stage.review() else {
        return Vec::new();
    };
    review
        .commitments
        .iter()
        .map(|commitment| {
            let due = review
                .checks_due(seen.calendar())
                .find(|(open, _)| open.file.promise == commitment.file.promise);
            let (kept, remark) = match &commitment.stage {
                CommitmentStage::Made => (None, String::new()),
                CommitmentStage::Kept(check) => (Some(true), check.remark.clone()),
                CommitmentStage::Broken(check) => (Some(false), check.remark.clone()),
            };
            CommitmentView {
                promise: commitment.file.promise.clone(),
                name: commitment.file.name.clone(),
                version: commitment.file.version.clone(),
                items: commitment.file.items.iter().cloned().collect(),
                check_due: due.map(|(_, due)| date::write(due.date)),
                kept,
                remark,
            }
        })
        .collect()
}
