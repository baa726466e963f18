//! An application as those it concerns see it.

use yijian_domain::wire::applicant::Power;

use super::{Asker, Ground, Object, may};
use crate::{
    app::App,
    applicants::Authorisation,
    clock::Moment,
    security::{self, Event, Foreign},
    storage::{StorageFault, Stored},
};

/// What is known about an application and who asks for it.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Its number.
    pub number: String,
    /// Its theme.
    pub theme: String,
    /// SHA-256 of the secret of its receipt.
    pub secret_hash: String,
    /// Id of the account it belongs to.
    pub owner: Option<String>,
    /// What that account gave who asks.
    pub authorisations: Vec<Authorisation>,
    /// When.
    pub now: Moment,
}

/// The receipt's secret and owning it allow everything; an authorisation what it names.
pub(super) fn ground(asker: &Asker, facts: &Facts, power: Power) -> Option<Ground> {
    if asker.secret.as_deref() == Some(facts.secret_hash.as_str()) {
        return Some(Ground::Receipt);
    }
    let (applicant, owner) = (asker.applicant.as_deref()?, facts.owner.as_deref()?);
    if applicant == owner {
        return Some(Ground::Own);
    }
    let allowing = facts.authorisations.iter().find(|authorisation| {
        authorisation.principal == owner && authorisation.allows(power, &facts.theme, &facts.number, facts.now)
    });
    allowing.map(|authorisation| Ground::Authorised(authorisation.id.clone()))
}

/// An application, for who may do this with it.
///
/// # Errors
/// When it cannot be read.
pub async fn application(
    app: &App,
    asker: &Asker,
    number: &str,
    power: Power,
) -> Result<Option<(Stored, Ground)>, StorageFault> {
    let Some(stored) = app.storage.application(number).await? else {
        return Ok(None);
    };
    let mut facts = Facts {
        number: number.to_owned(),
        theme: stored.theme.clone(),
        secret_hash: stored.secret_hash.clone(),
        owner: None,
        authorisations: Vec::new(),
        now: app.clock.now(),
    };
    // Nobody else has to be asked for, when the secret is right or nobody is signed in.
    if let Some(applicant) = asker.account()
        && may(asker, Object::Application(&facts, power)).is_none()
    {
        facts.owner = app.storage.owner(number).await?;
        if let Some(owner) = facts.owner.as_deref().filter(|owner| *owner != applicant) {
            facts.authorisations = app.storage.given_between(owner, applicant).await?;
        }
    }
    let ground = may(asker, Object::Application(&facts, power));
    if ground.is_none() {
        security::note(Event::ForeignRefused {
            what: Foreign::Application,
            member: None,
        });
    }
    Ok(ground.map(|ground| (stored, ground)))
}
