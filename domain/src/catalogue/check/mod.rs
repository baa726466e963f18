//! Finds every defect of a catalogue, with file and place.
//!
//! A catalogue with defects can still be read; it must not be published.

mod answered;
mod authority;
mod comparisons;
mod conditions;
mod dates;
mod forms;
mod needs;
mod references;
mod rules;
mod texts;

#[cfg(test)]
mod tests;

use std::fmt;

use super::Catalogue;

/// What is wrong, where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defect {
    /// The file, inside the catalogue folder.
    pub file: String,
    /// The place in it: a key such as `materials[2].use`, or a line.
    pub place: String,
    /// The class of defect.
    pub kind: DefectKind,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// The classes of defects. Each has a test that plants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DefectKind {
    /// The file cannot be read.
    Unreadable,
    /// The file has a name or folder that nothing reads.
    Misplaced,
    /// Something refers to a thing that does not exist.
    DanglingReference,
    /// Items wait for each other's results in a ring, or questions gate each other in one.
    Cycle,
    /// A theme asks a question that no condition reads.
    QuestionWithoutEffect,
    /// An option that no condition tells from the others.
    AnswerWithoutEffect,
    /// A condition reads a question the theme neither asks nor assumes.
    QuestionNotAsked,
    /// A condition that can never hold.
    NeverHolds,
    /// A condition that compares an answer with something it cannot be.
    WrongTest,
    /// Two rules for one thing.
    TwoRules,
    /// An item, material or limit without a source.
    NoSource,
    /// Dates that overlap.
    DatesOverlap,
    /// Dates that leave a gap.
    DatesGap,
    /// A text is missing.
    NoText,
    /// A value that cannot be right.
    BadValue,
}

impl DefectKind {
    /// All classes.
    pub const ALL: [Self; 15] = [
        Self::Unreadable,
        Self::Misplaced,
        Self::DanglingReference,
        Self::Cycle,
        Self::QuestionWithoutEffect,
        Self::AnswerWithoutEffect,
        Self::QuestionNotAsked,
        Self::NeverHolds,
        Self::WrongTest,
        Self::TwoRules,
        Self::NoSource,
        Self::DatesOverlap,
        Self::DatesGap,
        Self::NoText,
        Self::BadValue,
    ];

    /// The stable name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Misplaced => "misplaced",
            Self::DanglingReference => "dangling_reference",
            Self::Cycle => "cycle",
            Self::QuestionWithoutEffect => "question_without_effect",
            Self::AnswerWithoutEffect => "answer_without_effect",
            Self::QuestionNotAsked => "question_not_asked",
            Self::NeverHolds => "never_holds",
            Self::WrongTest => "wrong_test",
            Self::TwoRules => "two_rules",
            Self::NoSource => "no_source",
            Self::DatesOverlap => "dates_overlap",
            Self::DatesGap => "dates_gap",
            Self::NoText => "no_text",
            Self::BadValue => "bad_value",
        }
    }
}

impl Defect {
    /// A defect.
    #[must_use]
    pub fn new(
        kind: DefectKind,
        file: impl Into<String>,
        place: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            file: file.into(),
            place: place.into(),
            message: message.into(),
        }
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            place,
            kind,
            message,
        } = self;
        write!(f, "{file}")?;
        if !place.is_empty() {
            write!(f, ": {place}")?;
        }
        write!(f, ": {}: {message}", kind.as_str())
    }
}

/// Every defect of a catalogue, sorted by file and place.
#[must_use]
pub fn check(catalogue: &Catalogue) -> Vec<Defect> {
    let mut report = Report {
        catalogue,
        defects: Vec::new(),
    };
    references::check(&mut report);
    texts::check(&mut report);
    dates::check(&mut report);
    forms::check(&mut report);
    answered::check(&mut report);
    conditions::check(&mut report);
    needs::check(&mut report);
    rules::check(&mut report);
    comparisons::check(&mut report);
    authority::check(&mut report);
    report.defects.sort();
    report.defects.dedup();
    report.defects
}

/// Gathers defects.
struct Report<'c> {
    catalogue: &'c Catalogue,
    defects: Vec<Defect>,
}

impl Report<'_> {
    fn add(&mut self, kind: DefectKind, file: impl Into<String>, place: impl Into<String>, message: impl Into<String>) {
        self.defects.push(Defect::new(kind, file, place, message));
    }
}

fn file(folder: &str, id: impl fmt::Display) -> String {
    format!("{folder}/{id}.toml")
}
