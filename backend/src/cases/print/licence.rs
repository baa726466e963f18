//! The composite licence, in the version that was asked for.

use yijian_domain::licence::ComponentStanding;
use yijian_paper::{Component, CompositeLicence, Document, Standing, Validity};

use super::{Made, Printing};

impl Printing<'_> {
    pub(super) fn licence(&self, made: &Made<'_>) -> Option<Document> {
        let licence = made.after.stage.licence()?;
        let seal = self.keys.seal(licence)?;
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
