//! The joint inspection (联合勘验): one visit for all departments, one checklist, one rectification list, and another
//! visit only for what did not pass.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{At, PointFile, Refusal, StaffRef};
use crate::id::{ItemId, PointId};

/// Where the inspection stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inspection {
    /// No item wants anything looked at.
    NotNeeded,
    /// Nobody has appointed a visit yet; after a visit, for what did not pass.
    ToPlan {
        /// What was looked at so far, oldest first.
        visits: Vec<Visit>,
        /// What has to be put right first; empty before the first visit.
        rectify: Vec<Rectification>,
    },
    /// A visit is appointed.
    Planned {
        /// What was looked at so far.
        visits: Vec<Visit>,
        /// What has to be put right first.
        rectify: Vec<Rectification>,
        /// The appointment.
        plan: VisitPlan,
        /// Photographs of the applicant, by point, when nobody comes.
        pictures: BTreeMap<PointId, Vec<String>>,
    },
    /// Every point has passed.
    Passed {
        /// What was looked at.
        visits: Vec<Visit>,
    },
}

/// An appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitPlan {
    /// The day.
    #[serde(with = "crate::calendar::iso")]
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// From when to when, such as `09:00-10:00`.
    pub hours: String,
    /// On site, or by photographs.
    pub mode: VisitMode,
    /// Who looks: two people at least (行政许可法 art. 34).
    pub inspectors: Vec<StaffRef>,
}

/// How a place is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VisitMode {
    /// Inspectors come.
    OnSite,
    /// The applicant photographs every point on the list.
    Remote,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Visit {
    /// When it was recorded.
    pub at: At,
    /// How.
    pub mode: VisitMode,
    /// Who looked.
    pub inspectors: Vec<StaffRef>,
    /// What was found, point by point.
    pub results: BTreeMap<PointId, PointResult>,
}

/// What was found at one point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PointResult {
    /// It is as it must be.
    pub passed: bool,
    /// What was seen; what has to be put right, when it did not pass.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// Ids of photographs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<String>,
}

/// One line of the rectification list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rectification {
    /// The point.
    pub point: PointId,
    /// What has to be put right.
    pub what: String,
}

impl Inspection {
    /// The inspection of a case that was just accepted.
    #[must_use]
    pub fn of(points: &[PointFile]) -> Self {
        if points.is_empty() {
            Self::NotNeeded
        } else {
            Self::ToPlan {
                visits: Vec::new(),
                rectify: Vec::new(),
            }
        }
    }

    /// What was looked at so far, oldest first.
    #[must_use]
    pub fn visits(&self) -> &[Visit] {
        match self {
            Self::NotNeeded => &[],
            Self::ToPlan { visits, .. } | Self::Planned { visits, .. } | Self::Passed { visits } => visits,
        }
    }

    /// What has to be put right.
    #[must_use]
    pub fn rectify(&self) -> &[Rectification] {
        match self {
            Self::ToPlan { rectify, .. } | Self::Planned { rectify, .. } => rectify,
            Self::NotNeeded | Self::Passed { .. } => &[],
        }
    }

    /// The appointment, when there is one.
    #[must_use]
    pub fn plan(&self) -> Option<&VisitPlan> {
        match self {
            Self::Planned { plan, .. } => Some(plan),
            Self::NotNeeded | Self::ToPlan { .. } | Self::Passed { .. } => None,
        }
    }

    /// Whether a point has passed: the last visit that looked at it says so.
    #[must_use]
    pub fn has_passed(&self, point: &PointId) -> bool {
        let last = self.visits().iter().rev().find_map(|visit| visit.results.get(point));
        last.is_some_and(|result| result.passed)
    }

    /// The checklist of the next visit: every point that has not passed, each once, whoever asks for it.
    pub fn checklist<'a>(&'a self, points: &'a [PointFile]) -> impl Iterator<Item = &'a PointFile> {
        points.iter().filter(|point| !self.has_passed(&point.point))
    }

    /// The points that keep an item from being granted.
    #[must_use]
    pub fn open_points(&self, points: &[PointFile], item: &ItemId) -> Vec<PointId> {
        self.checklist(points)
            .filter(|point| point.items.contains(item))
            .map(|point| point.point.clone())
            .collect()
    }

    /// Appoints a visit, or another one in its place.
    ///
    /// # Errors
    /// When nothing is left to look at, the day is not today or later, fewer than two people go, or photographs are not
    /// enough for a point on the list.
    pub fn plan_visit(self, points: &[PointFile], plan: VisitPlan, today: Date) -> Result<Self, Refusal> {
        if self.checklist(points).next().is_none() {
            return Err(Refusal::NothingToInspect);
        }
        if plan.on < today {
            return Err(Refusal::DayPassed);
        }
        two_people(&plan.inspectors)?;
        let hidden = |point: &&PointFile| plan.mode == VisitMode::Remote && !point.remote;
        let hidden: Vec<PointId> = self
            .checklist(points)
            .filter(hidden)
            .map(|point| point.point.clone())
            .collect();
        if !hidden.is_empty() {
            return Err(Refusal::NotRemote { points: hidden });
        }
        match self {
            Self::ToPlan { visits, rectify } | Self::Planned { visits, rectify, .. } => Ok(Self::Planned {
                visits,
                rectify,
                plan,
                pictures: BTreeMap::new(),
            }),
            Self::NotNeeded | Self::Passed { .. } => Err(Refusal::NothingToInspect),
        }
    }

    /// Takes the applicant's photographs for a visit by photographs.
    ///
    /// # Errors
    /// When no such visit is appointed, or a point is not on its list.
    pub fn take_pictures(self, points: &[PointFile], more: BTreeMap<PointId, Vec<String>>) -> Result<Self, Refusal> {
        let listed = |id: &PointId| self.checklist(points).any(|point| point.point == *id);
        if !more.keys().all(listed) {
            return Err(Refusal::OtherPoints);
        }
        match self {
            Self::Planned {
                visits,
                rectify,
                plan,
                mut pictures,
            } if plan.mode == VisitMode::Remote => {
                pictures.extend(more);
                Ok(Self::Planned {
                    visits,
                    rectify,
                    plan,
                    pictures,
                })
            }
            Self::Planned { .. } | Self::NotNeeded | Self::ToPlan { .. } | Self::Passed { .. } => Err(Refusal::NoVisit),
        }
    }

    /// Records what was found. What did not pass goes on the rectification list and is looked at again; the rest is
    /// done. The applicant's photographs are kept with the result of their point.
    ///
    /// # Errors
    /// When no visit is appointed, fewer than two people looked, the results are not those of the checklist, a point
    /// that did not pass has no word about what is to be put right, or a point passed by photographs and there is none.
    pub fn record(self, points: &[PointFile], visit: Visit) -> Result<Self, Refusal> {
        two_people(&visit.inspectors)?;
        let listed: Vec<PointId> = self.checklist(points).map(|point| point.point.clone()).collect();
        if listed.len() != visit.results.len() || !listed.iter().all(|point| visit.results.contains_key(point)) {
            return Err(Refusal::OtherPoints);
        }
        let failed = |(_, result): &(&PointId, &PointResult)| !result.passed;
        let rectify: Vec<Rectification> = visit
            .results
            .iter()
            .filter(failed)
            .map(|(point, result)| Rectification {
                point: point.clone(),
                what: result.remark.trim().to_owned(),
            })
            .collect();
        if rectify.iter().any(|line| line.what.is_empty()) {
            return Err(Refusal::Empty {
                field: "remark".to_owned(),
            });
        }
        match self {
            Self::Planned {
                mut visits, pictures, ..
            } => {
                let visit = visit.with(pictures);
                if visit.mode == VisitMode::Remote && visit.results.values().any(PointResult::is_unseen) {
                    return Err(Refusal::Empty {
                        field: "pictures".to_owned(),
                    });
                }
                visits.push(visit);
                Ok(if rectify.is_empty() {
                    Self::Passed { visits }
                } else {
                    Self::ToPlan { visits, rectify }
                })
            }
            Self::NotNeeded | Self::ToPlan { .. } | Self::Passed { .. } => Err(Refusal::NoVisit),
        }
    }
}

impl Visit {
    /// With what the applicant sent, before what the inspectors added.
    fn with(mut self, sent: BTreeMap<PointId, Vec<String>>) -> Self {
        for (point, mut pictures) in sent {
            if let Some(result) = self.results.get_mut(&point) {
                result.pictures.retain(|id| !pictures.contains(id));
                pictures.append(&mut result.pictures);
                result.pictures = pictures;
            }
        }
        self
    }
}

impl PointResult {
    /// It passed, and there is no photograph of it.
    fn is_unseen(&self) -> bool {
        self.passed && self.pictures.is_empty()
    }
}

fn two_people(inspectors: &[StaffRef]) -> Result<(), Refusal> {
    let first = inspectors.first().map(|one| &one.id);
    if inspectors.iter().any(|one| Some(&one.id) != first) {
        Ok(())
    } else {
        Err(Refusal::TwoInspectors)
    }
}
