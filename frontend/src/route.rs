//! The addresses of the pages. Both sides make and read them here only.

use yijian_domain::id::{PlateId, ThemeId};

/// Stands for the secret in the addresses of a case, for who is signed in.
pub const MINE: &str = "mine";

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Themes and search.
    Home,
    /// A door plate.
    Plate(PlateId),
    /// The guide of a theme.
    Theme(ThemeId),
    /// One question.
    Question(ThemeId),
    /// The plan.
    Plan(ThemeId),
    /// Begins a draft from a plan and goes on to it.
    Apply(ThemeId),
    /// The form program of a draft, at a step.
    Draft(String, Step),
    /// Receipt and progress of an application.
    Progress {
        /// Its number.
        number: String,
        /// Its secret.
        secret: String,
    },
    /// Something the applicant does with their case.
    Act {
        /// Number of the application.
        number: String,
        /// Its secret.
        secret: String,
        /// What.
        task: Task,
    },
    /// Who is signed in, with their cases; otherwise signing in.
    Me,
    /// A box to type the code of a licence.
    LicenceBox,
    /// What a licence is worth today.
    Licence(String),
    /// No page of ours.
    Missing,
}

/// Something an applicant does with their case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Answers the notice of what is missing.
    Correct,
    /// Brings papers that were put off.
    Provide,
    /// Photographs what is to be inspected.
    Pictures,
    /// Takes the case back.
    Withdraw,
    /// Says what is wrong in what is kept.
    Object,
}

impl Task {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Correct,
        Self::Provide,
        Self::Pictures,
        Self::Withdraw,
        Self::Object,
    ];

    /// Its word in the address.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Provide => "provide",
            Self::Pictures => "pictures",
            Self::Withdraw => "withdraw",
            Self::Object => "wrong",
        }
    }

    /// The task of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|task| task.word() == word)
    }
}

/// A step of the form program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Where the draft stands, and where to go on.
    Overview,
    /// One section of the form, by its id.
    Form(String),
    /// The materials.
    Materials,
    /// Everything once more before it is handed in.
    Review,
}

/// The programs of the phone. Three, so that nobody loads a plan before choosing what to do, or a form before filling
/// one in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// The door plate and the list of themes.
    Door,
    /// From the guide of a theme to the plan.
    Guide,
    /// From the draft to the receipt.
    Form,
}

impl Program {
    /// All of them, in the order of the way.
    pub const ALL: [Self; 3] = [Self::Door, Self::Guide, Self::Form];

    /// Its name: of its crate target, and of the frame of its pages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Door => "door",
            Self::Guide => "guide",
            Self::Form => "form",
        }
    }
}

impl Route {
    /// The program that draws the page; none for what the server alone draws.
    #[must_use]
    pub fn program(&self) -> Option<Program> {
        match self {
            Self::Home | Self::Plate(_) | Self::Missing => Some(Program::Door),
            Self::Theme(_) | Self::Question(_) | Self::Plan(_) => Some(Program::Guide),
            Self::Apply(_)
            | Self::Draft(..)
            | Self::Progress { .. }
            | Self::Act {
                task: Task::Correct | Task::Provide | Task::Pictures,
                ..
            } => Some(Program::Form),
            Self::Act {
                task: Task::Withdraw | Task::Object,
                ..
            }
            | Self::Me
            | Self::LicenceBox
            | Self::Licence(_) => None,
        }
    }

    /// The program into whose frame the page is put: its own, or else one whose styles it needs.
    #[must_use]
    pub fn frame(&self) -> Program {
        match (self.program(), self) {
            (Some(program), _) => program,
            (None, Self::Act { .. } | Self::Me) => Program::Form,
            (None, _) => Program::Door,
        }
    }

    /// Reads a path.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::Home,
            ["p", plate] => Self::Plate(PlateId::from(*plate)),
            ["t", theme] => Self::Theme(ThemeId::from(*theme)),
            ["t", theme, "q"] => Self::Question(ThemeId::from(*theme)),
            ["t", theme, "plan"] => Self::Plan(ThemeId::from(*theme)),
            ["t", theme, "apply"] => Self::Apply(ThemeId::from(*theme)),
            ["d", token] => Self::Draft((*token).to_owned(), Step::Overview),
            ["d", token, "form", section] => Self::Draft((*token).to_owned(), Step::Form((*section).to_owned())),
            ["d", token, "materials"] => Self::Draft((*token).to_owned(), Step::Materials),
            ["d", token, "review"] => Self::Draft((*token).to_owned(), Step::Review),
            ["r", number, secret] => Self::Progress {
                number: (*number).to_owned(),
                secret: (*secret).to_owned(),
            },
            ["r", number, secret, task] => Task::from_word(task).map_or(Self::Missing, |task| Self::Act {
                number: (*number).to_owned(),
                secret: (*secret).to_owned(),
                task,
            }),
            // What the forms of the page send to is answered by the same page.
            ["me"] | ["me", "code" | "sign-in"] => Self::Me,
            ["v"] => Self::LicenceBox,
            // Printed codes are in capitals, which take less room.
            ["v" | "V", code] => Self::Licence((*code).to_owned()),
            _ => Self::Missing,
        }
    }

    /// The path of the page.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Home | Self::Missing => "/".to_owned(),
            Self::Plate(plate) => format!("/p/{plate}"),
            Self::Theme(theme) => format!("/t/{theme}"),
            Self::Question(theme) => format!("/t/{theme}/q"),
            Self::Plan(theme) => format!("/t/{theme}/plan"),
            Self::Apply(theme) => format!("/t/{theme}/apply"),
            Self::Draft(token, Step::Overview) => format!("/d/{token}"),
            Self::Draft(token, Step::Form(section)) => format!("/d/{token}/form/{section}"),
            Self::Draft(token, Step::Materials) => format!("/d/{token}/materials"),
            Self::Draft(token, Step::Review) => format!("/d/{token}/review"),
            Self::Progress { number, secret } => format!("/r/{number}/{secret}"),
            Self::Act { number, secret, task } => format!("/r/{number}/{secret}/{}", task.word()),
            Self::Me => "/me".to_owned(),
            Self::LicenceBox => "/v".to_owned(),
            Self::Licence(code) => format!("/v/{code}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_the_way_has_its_program() {
        assert_eq!(Route::parse("/p/door").program(), Some(Program::Door));
        assert_eq!(Route::parse("/t/shop/plan").program(), Some(Program::Guide));
        assert_eq!(Route::parse("/t/shop/apply").program(), Some(Program::Form));
        assert_eq!(Route::parse("/r/1/2/correct").program(), Some(Program::Form));
        assert_eq!(Route::parse("/r/1/2/withdraw").program(), None);
        assert_eq!(Route::parse("/r/1/2/withdraw").frame(), Program::Form);
        assert_eq!(Route::parse("/r/1/2/other").program(), Some(Program::Door));
        assert_eq!(Route::parse("/me/code"), Route::Me);
        assert_eq!(Route::parse("/me/sign-in").program(), None);
        assert_eq!(Route::parse("/me/elsewhere"), Route::Missing);
        assert_eq!(Route::parse("/v/7H2K").program(), None);
        assert_eq!(Route::parse("/V/7H2K").program(), None);
        assert_eq!(Route::parse("/v/7H2K").frame(), Program::Door);
        assert_eq!(Route::parse("/nowhere").program(), Some(Program::Door));
    }

    #[test]
    fn a_path_reads_back_as_it_was_written() {
        for path in [
            "/",
            "/p/a",
            "/t/shop",
            "/t/shop/q",
            "/t/shop/plan",
            "/t/shop/apply",
            "/d/ab",
            "/d/ab/form/business",
            "/d/ab/materials",
            "/d/ab/review",
            "/r/1/2",
            "/r/1/2/withdraw",
            "/me",
            "/v",
            "/v/7H2K",
        ] {
            assert_eq!(Route::parse(path).path(), path);
        }
        assert_eq!(Route::parse("/etc/passwd/x"), Route::Missing);
    }
}
