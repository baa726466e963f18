//! What the server and the staff's program say to each other about cases.

mod acts;
mod case;
mod inspection;
mod overview;
mod queue;
mod record;
mod review;
mod unmasking;
mod visits;
mod window;

pub use acts::{ActRequest, CaseProblem, OpenVerb};
pub use case::{AcceptedView, CaseView, NoticeView, ObjectionLine, ObjectionView};
pub use inspection::{CheckPoint, CommitmentView, InspectionView};
pub use overview::{DayLoad, LoadRow, Overview};
pub use queue::{QueuePage, QueueQuery, QueueRow, QueueSort, QueueView};
pub use record::{DaysRow, DocumentKind, DocumentRef, HistoryRow};
pub use review::{ClockView, FormRow, FormSection, OpinionView, PaperView, PartSheet, PartView, PausedView};
pub use unmasking::{LONGEST_NOTE, OPEN_MINUTES, SHORTEST_NOTE, UnmaskReason, UnmaskRequest, UnmaskingRow};
pub use visits::VisitRow;
pub use window::{WindowDraft, WindowRequest};
