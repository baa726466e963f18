//! What an applicant says is wrong in what is kept. Nothing changes before the window answers; what could not be put right is
//! told at once.

use std::collections::BTreeMap;

use yijian_domain::{
    case::{self, Act, Actor},
    id::FieldKey,
};

use super::{Refusal, is_short, kept, resubmit::case};
use crate::{
    app::App,
    cases::{Changes, changes},
    http::body::BodyFault,
    storage::{Doing, Stored},
};

/// Most values that are objected to at once: more than any form has.
const MOST_VALUES: usize = 500;

/// What is to be done: the objection, with the values that are others than those that are kept.
pub(super) async fn doing(
    app: &App,
    number: &str,
    seen: u32,
    stored: &Stored,
    values: BTreeMap<FieldKey, String>,
    says: String,
) -> Result<Doing, Refusal> {
    is_short("act.says", &says)?;
    if values.len() > MOST_VALUES {
        return Err(Refusal::Body(BodyFault::Malformed {
            at: "act.values".to_owned(),
            fault: format!("at most {MOST_VALUES} values"),
        }));
    }
    let takes_back = values.is_empty();
    let before = kept(app, number).await?;
    let case = case(app, number).await?;
    let catalogue = &app.published.catalogue;
    let changes = if takes_back {
        Changes::default()
    } else {
        changes(catalogue, &case, &before, values, stored.submitted_at.date())?
    };
    if changes.right.is_empty() && !takes_back {
        return Err(Refusal::Refused(case::Refusal::SaidBefore));
    }
    let act = Act::Object {
        right: changes.right,
        stood: changes.stands,
        says,
    };
    Ok(Doing::act(
        number.to_owned(),
        seen,
        Actor::Applicant,
        app.clock.now(),
        act,
    ))
}
