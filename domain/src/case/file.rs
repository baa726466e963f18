//! What a case is about: fixed when the application is received, and never changed afterwards.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{JOINT_LIMIT, PointResult};
use crate::{
    application::{Application, Provision},
    catalogue::{Catalogue, RegionCode},
    id::{DepartmentId, ItemId, MaterialId, MaterialKey, PointId, PromiseId, ThemeId},
    plan::{Applies, Plan, Reason},
    situation::{Situation, Truth},
};

/// What a case is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseFile {
    /// Number of the application, which is the number of the joint case (一件事办件编号).
    pub number: String,
    /// The theme.
    pub theme: ThemeId,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// Version of the catalogue whose rules hold for this case to its end.
    pub catalogue_version: String,
    /// How it came in.
    pub channel: Channel,
    /// Every check passed without a warning.
    pub clean: bool,
    /// Working days that are promised for all parts together, from acceptance: the critical path of the plan, and never
    /// more than the law gives for handling them jointly (行政许可法 art. 42(2)).
    pub promised: u16,
    /// One part for each item, in the order they start.
    pub parts: Vec<PartFile>,
    /// The papers of the merged list.
    pub papers: Vec<PaperFile>,
    /// The commitments that were made.
    pub promises: Vec<PromiseFile>,
    /// What is looked at on site, each point once.
    pub points: Vec<PointFile>,
}

/// How an application came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "channel", rename_all = "snake_case")]
pub enum Channel {
    /// By the applicant, online.
    Online,
    /// At the window, typed by a clerk for the applicant.
    Window {
        /// On what authority: the applicant in person, or an authorisation and its date.
        authority: String,
    },
}

/// One item of a case (子办件).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartFile {
    /// The item.
    pub item: ItemId,
    /// Its official name.
    pub name: String,
    /// Its name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Who decides.
    pub department: DepartmentId,
    /// Working days the law allows.
    pub statutory: u16,
    /// Working days that are promised; never more than the law allows.
    pub promised: u16,
    /// The items whose results it needs first.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub after: BTreeSet<ItemId>,
    /// The papers that are its result.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<MaterialId>,
    /// It may be decided at once, without a reviewer (秒批).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub instant: bool,
}

/// One paper of the merged list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaperFile {
    /// The paper.
    pub paper: MaterialKey,
    /// Its name.
    pub name: String,
    /// The items that asked for it.
    pub items: BTreeSet<ItemId>,
    /// Working days within which it is to follow, counted from acceptance, when it was put off (容缺).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deferred: Option<u16>,
}

/// A commitment that was made (告知承诺).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PromiseFile {
    /// The commitment.
    pub promise: PromiseId,
    /// Its title.
    pub name: String,
    /// Version of the text that was agreed to.
    pub version: String,
    /// The papers it replaces.
    pub papers: BTreeSet<MaterialKey>,
    /// The items that rely on it.
    pub items: BTreeSet<ItemId>,
    /// Working days after the grant within which it is checked.
    pub check_within: u16,
}

/// One thing that is looked at on site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PointFile {
    /// The point.
    pub point: PointId,
    /// What is looked at.
    pub name: String,
    /// The items that want it looked at.
    pub items: BTreeSet<ItemId>,
    /// Photographs are enough to judge it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub remote: bool,
}

impl CaseFile {
    /// The file of an application.
    #[must_use]
    pub fn of(catalogue: &Catalogue, application: &Application, number: &str, channel: Channel) -> Self {
        let plan = application.plan();
        Self {
            number: number.to_owned(),
            theme: plan.theme.clone(),
            region: plan.region.clone(),
            catalogue_version: plan.catalogue_version.clone(),
            channel,
            clean: application.warnings().is_empty(),
            promised: plan.schedule.working_days.min(JOINT_LIMIT),
            parts: parts(catalogue, plan),
            papers: papers(application),
            promises: promises(catalogue, plan),
            points: points(catalogue, plan),
        }
    }

    /// A part by its item.
    #[must_use]
    pub fn part(&self, item: &ItemId) -> Option<&PartFile> {
        self.parts.iter().find(|part| part.item == *item)
    }

    /// A paper by its key.
    #[must_use]
    pub fn paper(&self, paper: &MaterialKey) -> Option<&PaperFile> {
        self.papers.iter().find(|file| file.paper == *paper)
    }

    /// What did not pass at a visit: the point, and what was seen.
    #[must_use]
    pub fn failed(&self, results: &BTreeMap<PointId, PointResult>) -> Vec<String> {
        let name = |point: &PointId| {
            self.points
                .iter()
                .find(|known| known.point == *point)
                .map(|known| known.name.as_str())
        };
        let failed = results.iter().filter(|(_, result)| !result.passed);
        failed
            .map(|(point, result)| [name(point).unwrap_or(point.as_str()), "：", &result.remark].concat())
            .collect()
    }

    /// The points an item wants looked at.
    pub fn points_of(&self, item: &ItemId) -> impl Iterator<Item = &PointFile> {
        self.points.iter().filter(move |point| point.items.contains(item))
    }

    /// Whether an item asked for a paper.
    pub(super) fn asks(&self, item: &ItemId, paper: &MaterialKey) -> bool {
        let mut asked = self.papers.iter().filter(|file| file.paper == *paper);
        asked.any(|file| file.items.contains(item))
    }

    /// Whether everything can be decided in one sitting: every part may be decided at once, nothing is to follow,
    /// nothing is looked at first, and no check was in doubt.
    #[must_use]
    pub fn is_instant(&self) -> bool {
        self.clean && self.parts.iter().all(|part| self.part_is_instant(part))
    }

    /// Whether one part can be decided as soon as it is accepted.
    #[must_use]
    pub fn part_is_instant(&self, part: &PartFile) -> bool {
        let deferred = |paper: &PaperFile| paper.deferred.is_some() && paper.items.contains(&part.item);
        self.clean && part.instant && self.points_of(&part.item).next().is_none() && !self.papers.iter().any(deferred)
    }
}

fn parts(catalogue: &Catalogue, plan: &Plan) -> Vec<PartFile> {
    let situation = Situation::new(catalogue, &plan.theme, plan.region.clone(), plan.on, &plan.answers).ok();
    let mut parts: Vec<PartFile> = Vec::new();
    for step in &plan.schedule.steps {
        let applying = |item: &&crate::plan::PlanItem| item.applies == Applies::Yes && item.id == step.item;
        let (Some(planned), Some(item)) = (plan.items.iter().find(applying), catalogue.items.get(&step.item)) else {
            continue;
        };
        parts.push(PartFile {
            item: step.item.clone(),
            name: planned.name.clone(),
            name_en: planned.name_en.clone(),
            department: planned.department.clone(),
            statutory: step.statutory,
            promised: step.working_days.min(step.statutory),
            after: step.after.iter().cloned().collect(),
            issues: item.issues.clone(),
            instant: situation
                .as_ref()
                .is_some_and(|known| known.instant(item) == Truth::Yes),
        });
    }
    parts
}

fn papers(application: &Application) -> Vec<PaperFile> {
    let lines = application.plan().materials.iter();
    lines
        .map(|line| PaperFile {
            paper: line.id.clone(),
            name: line.name.clone(),
            items: line.asked_by.iter().map(|asked| asked.item.clone()).collect(),
            deferred: match application.provisions().get(&line.id) {
                Some(Provision::Later) => Some(line.deferrable.unwrap_or(0)),
                Some(Provision::Files { .. }) | None => None,
            },
        })
        .collect()
}

/// Within so many working days after the grant a commitment is checked, where the catalogue says nothing else: there is
/// no national limit (国办发〔2020〕42号), sector rules mostly say 20.
const CHECK_WITHIN: u16 = 20;

fn promises(catalogue: &Catalogue, plan: &Plan) -> Vec<PromiseFile> {
    let mut made: Vec<PromiseFile> = Vec::new();
    for removed in &plan.removed {
        let Reason::Promised { promise } = &removed.reason else {
            continue;
        };
        let known = made.iter().position(|file| file.promise == *promise);
        let file = match known {
            Some(at) => &mut made[at],
            None => {
                let text = catalogue.promises.get(promise);
                made.push(PromiseFile {
                    promise: promise.clone(),
                    name: text.map_or_else(|| promise.to_string(), |text| text.name.clone()),
                    version: text.map_or_else(String::new, |text| text.version.clone()),
                    papers: BTreeSet::new(),
                    items: BTreeSet::new(),
                    check_within: text.and_then(|text| text.check_within).unwrap_or(CHECK_WITHIN),
                });
                made.last_mut().expect("one was just put in")
            }
        };
        file.papers.extend(removed.part.clone());
        file.items.insert(removed.item.clone());
    }
    made
}

fn points(catalogue: &Catalogue, plan: &Plan) -> Vec<PointFile> {
    let mut points: Vec<PointFile> = Vec::new();
    for item in plan.items.iter().filter(|item| item.applies == Applies::Yes) {
        for id in &item.inspection {
            if let Some(shared) = points.iter_mut().find(|file| file.point == *id) {
                shared.items.insert(item.id.clone());
                continue;
            }
            let point = catalogue.points.get(id);
            points.push(PointFile {
                point: id.clone(),
                name: point.map_or_else(|| id.to_string(), |point| point.name.clone()),
                items: BTreeSet::from([item.id.clone()]),
                remote: point.is_some_and(|point| point.remote),
            });
        }
    }
    points
}
