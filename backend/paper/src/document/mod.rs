//! What is handed out: one struct for each kind of document. Their words stand in the templates; here is only what
//! differs from one case to the next.
//!
//! Texts are printed as they are: numbers of identity documents are masked by whoever fills them in, as far as the
//! document allows. `Debug` shows the kind and nothing of what a document says about a person.

mod clock;
mod decision;
mod inspection;
mod intake;
mod licence;
mod parts;
mod samples;

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use clock::{Extension, LimitRule, Pause, Procedure};
pub use decision::{Certificate, Decision, Outcome};
pub use inspection::{Conclusion, InspectedPoint, InspectionRecord, InspectionResult, Inspector, Rectification};
pub use intake::{
    Acceptance, AcceptedItem, Correction, CorrectionLine, Deferral, DeferredPaper, Ground, NonAcceptance, Paper,
    PaperForm, Receipt,
};
pub use licence::{Component, CompositeLicence, Standing};
pub use parts::{AtLeast, Contact, Head, Identity, Item, Party, Remedies, TooFew, Validity};

/// A document. As JSON its fields, and `kind` with the name of the template.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Document {
    /// 收件凭证.
    Receipt(Receipt),
    /// 受理通知书.
    Acceptance(Acceptance),
    /// 补正材料一次性告知书.
    Correction(Correction),
    /// 不予受理决定书.
    NonAcceptance(NonAcceptance),
    /// 准予 or 不予行政许可决定书.
    Decision(Decision),
    /// 容缺受理通知书.
    Deferral(Deferral),
    /// 特别程序时间告知书.
    Pause(Pause),
    /// 延长办理期限告知书.
    Extension(Extension),
    /// 现场核查记录.
    InspectionRecord(InspectionRecord),
    /// 行业综合许可证.
    CompositeLicence(CompositeLicence),
}

impl Document {
    /// File name of the template, which is also what a county's own template must be called.
    pub fn template(&self) -> &'static str {
        match self {
            Self::Receipt(_) => "receipt.typ",
            Self::Acceptance(_) => "acceptance.typ",
            Self::Correction(_) => "correction.typ",
            Self::NonAcceptance(_) => "non_acceptance.typ",
            Self::Decision(_) => "decision.typ",
            Self::Deferral(_) => "deferral.typ",
            Self::Pause(_) => "pause.typ",
            Self::Extension(_) => "extension.typ",
            Self::InspectionRecord(_) => "inspection_record.typ",
            Self::CompositeLicence(_) => "composite_licence.typ",
        }
    }

    /// The day it bears, which is also the creation date in the PDF.
    pub fn date(&self) -> Date {
        match self {
            Self::Receipt(Receipt { head, .. })
            | Self::Acceptance(Acceptance { head, .. })
            | Self::Correction(Correction { head, .. })
            | Self::NonAcceptance(NonAcceptance { head, .. })
            | Self::Decision(Decision { head, .. })
            | Self::Deferral(Deferral { head, .. })
            | Self::Pause(Pause { head, .. })
            | Self::Extension(Extension { head, .. })
            | Self::InspectionRecord(InspectionRecord { head, .. }) => head.date,
            Self::CompositeLicence(licence) => licence.issued_on,
        }
    }

    /// The text of its QR code, of those that have one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Receipt(receipt) => receipt.code.as_deref(),
            Self::CompositeLicence(licence) => Some(&licence.code),
            Self::Acceptance(_)
            | Self::Correction(_)
            | Self::NonAcceptance(_)
            | Self::Decision(_)
            | Self::Deferral(_)
            | Self::Pause(_)
            | Self::Extension(_)
            | Self::InspectionRecord(_) => None,
        }
    }

    /// Every kind of document in every one of its forms, about persons who do not exist. Some are long enough for
    /// several pages, some as empty as they can be.
    pub fn samples() -> Vec<Self> {
        samples::all()
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({})", self.template())
    }
}
