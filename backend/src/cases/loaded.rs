//! A case with everything that is kept about it.

use std::collections::BTreeMap;

use yijian_domain::{
    application::{FileRef, Part as Sheet},
    case::{Case, Event, Role, StaffRef},
    catalogue::{Catalogue, Hall, RegionCode, nearest_halls},
    id::PlateId,
    wire::desk::{CaseView, UnmaskingRow},
};

use super::{Kept, Printing, Seen};
use crate::{
    access::{self, Area, Matter},
    app::App,
    security::{self, Foreign},
    staff::StaffMember,
    storage::{StorageFault, Stored, StoredUnmasking, Upload},
};

/// The newest so many times that somebody saw a case whole.
const MOST_UNMASKINGS: i64 = 50;

/// A case with everything that is kept about it.
#[derive(Debug)]
pub struct Loaded {
    /// Where it stands.
    pub case: Case,
    /// Its record.
    pub events: Vec<Event>,
    /// What the applicant handed in.
    pub kept: Kept,
    /// Under which names, and when.
    pub stored: Stored,
    files: Vec<Upload>,
    sheets: Vec<Sheet>,
}

/// A case by its number; none, when there is no such case.
///
/// # Errors
/// When it cannot be read, or its record is damaged.
pub async fn load(app: &App, number: &str) -> Result<Option<Loaded>, StorageFault> {
    let events = app.storage.events(number).await?;
    if events.is_empty() {
        return Ok(None);
    }
    let case = Case::of(&events)?;
    let stored = app.storage.application(number).await?;
    let kept = app.storage.kept(number).await?;
    let (Some(stored), Some(kept)) = (stored, kept) else {
        return Ok(None);
    };
    Ok(Some(Loaded {
        case,
        events,
        kept,
        stored,
        files: app.storage.application_files(number).await?,
        sheets: app.storage.sheets(number).await?,
    }))
}

impl Loaded {
    /// What its documents are made of.
    #[must_use]
    pub fn printing<'a>(&'a self, app: &'a App) -> Printing<'a> {
        let catalogue = &app.published.catalogue;
        Printing {
            catalogue,
            events: &self.events,
            case: &self.case,
            kept: &self.kept,
            submitted_at: self.stored.submitted_at,
            theme_name: &self.stored.theme_name,
            hall: hall(catalogue, &self.stored),
            keys: &app.keys,
            public_url: &app.public_url,
        }
    }

    /// What the person sees of it.
    ///
    /// # Errors
    /// When the inspectors of the region cannot be read.
    pub async fn view(&self, app: &App, member: &StaffMember) -> Result<CaseView, StorageFault> {
        let now = app.clock.now();
        let until = app
            .storage
            .unmasked_until(&self.case.file.number, &member.id, now)
            .await?;
        let seen = Seen {
            catalogue: &app.published.catalogue,
            events: &self.events,
            case: &self.case,
            kept: &self.kept,
            submitted_at: self.stored.submitted_at,
            theme_name: &self.stored.theme_name,
            files: self.file_refs(),
            sheets: self.sheets.clone(),
            inspectors: inspectors(app, &self.case).await?,
            member,
            open_seconds: until.map(|until| u32::try_from(until.seconds() - now.seconds()).unwrap_or_default()),
            unmaskings: self.unmaskings(app, member).await?,
            now,
        };
        Ok(seen.view())
    }

    /// Who saw it whole, for a supervisor.
    async fn unmaskings(&self, app: &App, member: &StaffMember) -> Result<Vec<UnmaskingRow>, StorageFault> {
        if !access::staff_may(member, Matter::Area(Area::Unmaskings)) {
            return Ok(Vec::new());
        }
        let stored = app
            .storage
            .unmaskings_of(&self.case.file.number, MOST_UNMASKINGS)
            .await?;
        Ok(stored.into_iter().map(unmasking_row).collect())
    }

    fn file_refs(&self) -> BTreeMap<String, FileRef> {
        let complete = self.files.iter().filter_map(|file| {
            let media_type = file.media_type.clone()?;
            let known = FileRef {
                id: file.id.clone(),
                name: file.name.clone(),
                bytes: file.bytes,
                media_type,
                complete: true,
            };
            Some((file.id.clone(), known))
        });
        complete.collect()
    }

    /// What each department gets.
    #[must_use]
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// A whole file of the case, if the person may see it.
    pub fn file(&self, member: &StaffMember, id: &str) -> Option<&Upload> {
        let file = self
            .files
            .iter()
            .find(|file| file.id == id && file.media_type.is_some())?;
        if access::staff_may(member, Matter::File(self, id)) {
            return Some(file);
        }
        security::note(security::Event::ForeignRefused {
            what: Foreign::File,
            member: Some(&member.id),
        });
        None
    }
}

/// One time somebody saw a case whole, as the staff reads of it.
#[must_use]
pub fn unmasking_row(stored: StoredUnmasking) -> UnmaskingRow {
    UnmaskingRow {
        number: stored.number,
        by: stored.staff_name,
        at: stored.at.rfc3339(),
        until: stored.until.rfc3339(),
        reason: stored.reason,
        note: stored.note,
    }
}

/// The inspectors who may go to a case, by name.
///
/// # Errors
/// When the accounts cannot be read.
pub async fn inspectors(app: &App, case: &Case) -> Result<Vec<StaffRef>, StorageFault> {
    let all = app.storage.all_staff().await?;
    let mut inspectors: Vec<StaffRef> = all
        .into_iter()
        .filter(|account| account.disabled_at.is_none())
        .map(|account| account.member)
        .filter(|member| member.roles.contains(&Role::Inspector) && member.scope.covers(case.file.region.as_ref()))
        .map(|member| StaffRef {
            id: member.id,
            name: member.display_name,
        })
        .collect();
    inspectors.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(inspectors)
}

/// The nearest hall to the plate it began at, or the first that serves the region.
#[must_use]
pub fn hall<'c>(catalogue: &'c Catalogue, stored: &Stored) -> Option<&'c Hall> {
    let plate = stored.plate.as_deref();
    if let Some(plate) = plate.and_then(|id| catalogue.plates.get(&PlateId::from(id))) {
        return nearest_halls(plate, &catalogue.halls).first().map(|(_, hall, _)| *hall);
    }
    let region = RegionCode::try_from(stored.region.as_deref()?).ok()?;
    catalogue.halls.values().find(|hall| hall.region.contains(&region))
}
