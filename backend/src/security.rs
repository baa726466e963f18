//! What an operator has to be able to follow afterwards: who got in, who did not, and who was refused what (OWASP ASVS 4.0.3,
//! 7.1 and 7.2).
//!
//! One line of the log each, under the target `security`, with the id of the request. Of the staff the id of the account stands
//! in it, of applicants nothing. Case numbers stay out as well, for they lead to people; which case was opened whole stands in
//! the record of that ([`crate::storage`], table `unmaskings`), with the same moment and member.

use yijian_domain::wire::desk::UnmaskReason;

/// By what an operator filters: `security` in `YIJIAN_LOG`.
const TARGET: &str = "security";

/// By what somebody shows who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Means {
    /// Name and password, of the staff.
    Password,
    /// Name, password and one-time code, of the staff.
    PasswordAndCode,
    /// The city's own directory, of the staff.
    Directory,
    /// A code by text message, of an applicant.
    MessageCode,
    /// WeChat, of an applicant.
    Wechat,
    /// A provider of identities, of an applicant.
    Provider,
}

impl Means {
    const fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::PasswordAndCode => "password_and_code",
            Self::Directory => "directory",
            Self::MessageCode => "message_code",
            Self::Wechat => "wechat",
            Self::Provider => "provider",
        }
    }
}

/// What is somebody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// An application, asked for by an applicant or with a wrong secret.
    Application,
    /// An authorisation between two others.
    Authorisation,
    /// A case of another region or department.
    Case,
    /// A file of a case, of another department.
    File,
}

impl Foreign {
    const fn word(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Authorisation => "authorisation",
            Self::Case => "case",
            Self::File => "file",
        }
    }
}

/// What happened. `member` is the id of an account of the staff, never a name; `why` is one of this program's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event<'a> {
    /// A member of staff signed in.
    StaffSignedIn { member: &'a str, by: Means },
    /// Somebody did not get in at the desk; nobody knows who it was.
    StaffRefused { by: Means, why: &'a str },
    /// Who is signed in did not know the password when it was asked again.
    PasswordRefused { member: &'a str, why: &'a str },
    /// A name had too many failures, whether anybody has it or not.
    NameLocked,
    /// A member of staff signed out, here or elsewhere.
    StaffSignedOut { member: &'a str },
    /// A member of staff has another password; their other sessions ended.
    PasswordChanged { member: &'a str },
    /// The directory gave a member of staff an account, or other roles or another place than before.
    DutiesGiven { member: &'a str },
    /// Signing in takes a one-time code from now on, or none.
    SecondFactor { member: &'a str, on: bool },
    /// An applicant signed in.
    ApplicantSignedIn { by: Means },
    /// Somebody did not get in as an applicant.
    ApplicantRefused { by: Means, why: &'a str },
    /// An applicant proved another number.
    ProofAdded,
    /// An applicant signed out, here or elsewhere.
    ApplicantSignedOut,
    /// An applicant closed their account.
    AccountClosed,
    /// A member of staff sees whole what a case says of people.
    CaseOpened { member: &'a str, reason: UnmaskReason },
    /// Somebody asked for what is somebody else's, and was answered as if it were not there.
    ForeignRefused { what: Foreign, member: Option<&'a str> },
    /// A request was refused, by the template of its route.
    AccessRefused {
        route: &'a str,
        status: u16,
        why: Option<&'a str>,
    },
}

/// What a line says; what an event does not have is left out.
#[derive(Default)]
struct Line<'a> {
    event: &'static str,
    who: Option<&'static str>,
    member: Option<&'a str>,
    by: Option<&'static str>,
    why: Option<&'a str>,
    what: Option<&'static str>,
    route: Option<&'a str>,
    status: Option<u16>,
    /// Said in words besides, and as a warning.
    alarm: Option<&'static str>,
}

impl<'a> Line<'a> {
    fn says(event: &'static str, who: Option<&'static str>) -> Self {
        Self {
            event,
            who,
            ..Self::default()
        }
    }

    fn by(mut self, by: Means) -> Self {
        self.by = Some(by.word());
        self
    }

    fn because(mut self, why: &'a str) -> Self {
        self.why = Some(why);
        self
    }
}

/// Writes an event to the log.
pub(crate) fn note(event: Event<'_>) {
    let Line {
        event,
        who,
        member,
        by,
        why,
        what,
        route,
        status,
        alarm,
    } = line(event);
    match alarm {
        Some(alarm) => tracing::warn!(target: TARGET, event, who, member, by, why, what, route, status, "{alarm}"),
        None => tracing::info!(target: TARGET, event, who, member, by, why, what, route, status),
    }
}

fn line(event: Event<'_>) -> Line<'_> {
    let staff = |event| Line::says(event, Some("staff"));
    let applicant = |event| Line::says(event, Some("applicant"));
    let of = |member, event| Line {
        member: Some(member),
        ..staff(event)
    };
    match event {
        Event::StaffSignedIn { member, by } => of(member, "signed_in").by(by),
        Event::StaffRefused { by, why } => staff("sign_in_refused").by(by).because(why),
        Event::PasswordRefused { member, why } => of(member, "password_refused").because(why),
        Event::NameLocked => Line {
            alarm: Some("a sign-in name is locked after too many failures"),
            ..staff("name_locked")
        },
        Event::StaffSignedOut { member } => of(member, "signed_out"),
        Event::PasswordChanged { member } => of(member, "password_changed"),
        Event::DutiesGiven { member } => of(member, "duties_given").by(Means::Directory),
        Event::SecondFactor { member, on: true } => of(member, "second_factor_on"),
        Event::SecondFactor { member, on: false } => of(member, "second_factor_off"),
        Event::ApplicantSignedIn { by } => applicant("signed_in").by(by),
        Event::ApplicantRefused { by, why } => applicant("sign_in_refused").by(by).because(why),
        Event::ProofAdded => applicant("proof_added"),
        Event::ApplicantSignedOut => applicant("signed_out"),
        Event::AccountClosed => applicant("account_closed"),
        Event::CaseOpened { member, reason } => of(member, "case_opened").because(reason.code()),
        Event::ForeignRefused { what, member } => Line {
            member,
            what: Some(what.word()),
            ..Line::says("access_refused", member.is_some().then_some("staff")).because("foreign")
        },
        Event::AccessRefused { route, status, why } => Line {
            why,
            route: Some(route),
            status: Some(status),
            ..Line::says("access_refused", None)
        },
    }
}
