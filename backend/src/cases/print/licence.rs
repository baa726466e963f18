//! The composite licence, in the version that was asked for.

use yijian_domain::{
    case::{Act, Composite},
    licence::ComponentStanding,
};
use yijian_paper::{Component, CompositeLicence, Document, Standing, Validity};

use super::Printing;

impl Printing<'_> {
    pub(super) fn licence(&self, version: u16) -> Option<Document> {
        let licence = self.version(version)?;
        let seal = self.keys.seal(&licence)?;
        let standings = licence.components_on(licence.issued);
        let components = licence.components.iter().zip(standings);
        let issuers: Vec<&str> = licence.components.iter().map(|known| known.issuer.as_str()).collect();
        Some(Document::CompositeLicence(CompositeLicence {
            number: licence.number.clone(),
            version: u32::from(licence.version),
            holder: licence.holder.name.clone(),
            credit_code: licence.holder.credit_code.clone().unwrap_or_default(),
            responsible: licence.holder.principal.clone().unwrap_or_default(),
            address: licence.holder.address.clone().unwrap_or_default(),
            business: licence.trade.clone(),
            components: components
                .map(|(component, standing)| Component {
                    name: component.name.clone(),
                    number: component.number.clone(),
                    organ: component.issuer.clone(),
                    validity: Validity {
                        from: component.from,
                        to: component.until,
                    },
                    standing: match standing {
                        ComponentStanding::Valid | ComponentStanding::NotYet => Standing::Valid,
                        ComponentStanding::Expired => Standing::Expired,
                        ComponentStanding::Revoked => Standing::Revoked,
                        ComponentStanding::Cancelled => Standing::Cancelled,
                    },
                })
                .collect(),
            organ: self.hall.map_or_else(
                || issuers.first().copied().unwrap_or_default().to_owned(),
                |hall| hall.name.clone(),
            ),
            issued_on: licence.issued,
            code: address(self.public_url, &seal),
        }))
    }

    /// A version of the licence, worked out from the record.
    fn version(&self, version: u16) -> Option<Composite> {
        let mut newest: Option<Composite> = None;
        for event in self.events {
            let next = match &event.act {
                Act::Issue { licence } => licence.as_deref().cloned(),
                Act::Revoke { item, reason } => newest
                    .as_ref()
                    .and_then(|old| old.revoked(item, event.at.day(), reason)),
                Act::Correct { amendment, .. } => {
                    newest.as_ref().and_then(|old| old.amended(amendment, event.at.day()))
                }
                _ => None,
            };
            if next.is_some() {
                newest = next;
            }
            if newest.as_ref().is_some_and(|licence| licence.version == version) {
                return newest;
            }
        }
        None
    }
}

/// The address in the QR code, in capitals where addresses have no case, so that the code stays small.
fn address(public_url: &str, seal: &str) -> String {
    let host = public_url.split_once("://").map_or(public_url, |(_, host)| host);
    if host.contains('/') {
        // A path has a case.
        format!("{public_url}/v/{seal}")
    } else {
        format!("{}/V/{seal}", public_url.to_ascii_uppercase())
    }
}
