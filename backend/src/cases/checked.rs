//! What a licence is worth today, for anybody who has its code.

use jiff::civil::Date;
use yijian_domain::{
    case::Composite,
    licence::{ComponentStanding, SealFault, Standing, read_code},
    value::{date, mask},
    wire::{Checked, LicenceLine, LicenceView, Verdict},
};

use crate::{
    app::App,
    storage::{StorageFault, StoredLicence},
};

/// Checks a code: the signed one of a printed licence, or the 16 characters that people type. Whoever types the short one
/// gets the newest version, and proves nothing about a paper.
///
/// # Errors
/// When licences cannot be read.
pub async fn check(app: &App, text: &str) -> Result<Checked, StorageFault> {
    let now = app.clock.now();
    let answer = |verdict, sealed, licence| Checked {
        verdict,
        at: now.rfc3339(),
        server: app.public_url.clone(),
        sealed,
        licence,
    };
    let (code, version, sealed) = match app.keys.check(text) {
        Ok(seal) => (seal.code_text(), Some(seal.version), true),
        Err(SealFault::Forged) => return Ok(answer(Verdict::Forged, false, None)),
        Err(SealFault::UnknownKey(_)) => return Ok(answer(Verdict::UnknownKey, false, None)),
        Err(SealFault::NotACode) => match read_code(text) {
            Some(code) => (code, None, false),
            None => return Ok(answer(Verdict::NotACode, false, None)),
        },
    };
    let Some(stored) = app.storage.licence(&code, version).await? else {
        return Ok(answer(Verdict::Unknown, sealed, None));
    };
    let today = now.date();
    Ok(answer(verdict(&stored, today), sealed, Some(view(&stored, today))))
}

fn verdict(stored: &StoredLicence, today: Date) -> Verdict {
    match stored.licence.standing(today, stored.newest) {
        Standing::Valid => Verdict::Valid,
        Standing::PartlyValid => Verdict::PartlyValid,
        Standing::Replaced => Verdict::Replaced,
        Standing::Ended => ended(&stored.licence, today),
    }
}

/// How a licence ended of which nothing is in force.
fn ended(licence: &Composite, today: Date) -> Verdict {
    let standings = licence.components_on(today);
    let base_revoked = licence
        .components
        .iter()
        .zip(&standings)
        .any(|(component, standing)| component.base && *standing == ComponentStanding::Revoked);
    if base_revoked || standings.iter().all(|one| *one == ComponentStanding::Revoked) {
        Verdict::Revoked
    } else if standings.iter().all(|one| *one == ComponentStanding::Expired) {
        Verdict::Expired
    } else {
        Verdict::Ended
    }
}

fn view(stored: &StoredLicence, today: Date) -> LicenceView {
    let licence = &stored.licence;
    let holder = &licence.holder;
    // A business without a name carries its operator's (实施细则 art. 6(7)): a person, whose name is not for everybody.
    let is_person = holder.principal.as_ref() == Some(&holder.name);
    LicenceView {
        number: licence.number.clone(),
        code: licence.code.clone(),
        version: licence.version,
        newest: stored.newest,
        trade: licence.trade.clone(),
        holder: if is_person {
            mask::name(&holder.name)
        } else {
            holder.name.clone()
        },
        credit_code: holder.credit_code.clone(),
        issued: date::write(licence.issued),
        components: lines(licence, today),
    }
}

/// The components of a licence and what each is worth on a day.
#[must_use]
pub fn lines(licence: &Composite, today: Date) -> Vec<LicenceLine> {
    let standings = licence.components_on(today);
    let lines = licence.components.iter().zip(standings);
    lines
        .map(|(component, standing)| LicenceLine {
            name: component.name.clone(),
            number: component.number.clone(),
            issuer: component.issuer.clone(),
            from: date::write(component.from),
            until: component.until.map(date::write),
            standing,
        })
        .collect()
}
