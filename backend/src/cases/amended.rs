//! An application with other values or papers in it: checked as a whole once more, with the forms of the departments that
//! follow from it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use yijian_domain::{
    application::{Finding, Provision, split, validate},
    case::Case,
    catalogue::Catalogue,
    id::{FieldKey, ItemId, MaterialKey},
};

use super::Kept;
use crate::storage::StorageFault;

/// What it is afterwards.
#[derive(Debug, Clone)]
pub struct Amended {
    /// What the application is kept as.
    pub kept: Kept,
    /// The forms of the departments: item and JSON.
    pub sheets: Vec<(String, String)>,
}

/// Why it cannot be so.
#[derive(Debug, thiserror::Error)]
pub enum AmendFault {
    /// What is wrong with it.
    #[error("{} findings", .0.len())]
    Findings(Vec<Finding>),
    /// Today's rules ask for other items than the case has.
    #[error("the rules changed since the application was handed in, and with them the items")]
    RulesChanged,
    /// It cannot be written.
    #[error(transparent)]
    Storage(#[from] StorageFault),
}

/// Puts values and papers into what is kept of a case, by today's rules and the day it was handed in.
///
/// # Errors
/// When the whole does not pass, or asks for other items than the case has.
pub fn amended(
    catalogue: &Catalogue,
    case: &Case,
    before: &Kept,
    values: BTreeMap<FieldKey, String>,
    provisions: BTreeMap<MaterialKey, Provision>,
    submitted: Date,
) -> Result<Amended, AmendFault> {
    let mut draft = before.draft(case.file.theme.clone());
    draft.catalogue_version.clone_from(&catalogue.version);
    draft.values.extend(values);
    draft.provisions.extend(provisions);
    let application = validate(catalogue, &draft, submitted).map_err(AmendFault::Findings)?;
    let sheets = split(catalogue, &application);
    let own: BTreeSet<&ItemId> = case.file.parts.iter().map(|part| &part.item).collect();
    if own != sheets.iter().map(|sheet| &sheet.item).collect() {
        return Err(AmendFault::RulesChanged);
    }
    let json = |sheet| serde_json::to_string(sheet).map_err(|fault| StorageFault::row("parts", &fault));
    Ok(Amended {
        kept: Kept::of(&draft, &application),
        sheets: sheets
            .iter()
            .map(|sheet| Ok((sheet.item.to_string(), json(sheet)?)))
            .collect::<Result<_, StorageFault>>()?,
    })
}

/// Values that would be others than those that are kept: what would be right, and what stands there. Empty, where nothing is
/// to stand, or nothing does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// What would be right.
    pub right: BTreeMap<FieldKey, String>,
    /// What stands there.
    pub stands: BTreeMap<FieldKey, String>,
}

/// What of some values would be another one than stands there: what an applicant objects to.
///
/// # Errors
/// As [`amended`].
pub fn changes(
    catalogue: &Catalogue,
    case: &Case,
    before: &Kept,
    values: BTreeMap<FieldKey, String>,
    submitted: Date,
) -> Result<Changes, AmendFault> {
    let fields: Vec<FieldKey> = values.keys().cloned().collect();
    let after = amended(catalogue, case, before, values, BTreeMap::new(), submitted)?;
    let value = |kept: &Kept, field: &FieldKey| kept.values.get(field).cloned().unwrap_or_default();
    let mut changes = Changes::default();
    for field in fields {
        let (stands, right) = (value(before, &field), value(&after.kept, &field));
        if stands != right {
            changes.stands.insert(field.clone(), stands);
            changes.right.insert(field, right);
        }
    }
    Ok(changes)
}
