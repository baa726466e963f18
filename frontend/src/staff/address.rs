//! The addresses of the staff's pages. They are made and read here only, so that a link holds all that a page shows.

use jiff::civil::Date;
use yijian_domain::{
    case::StageCode,
    id::{DepartmentId, ThemeId},
    wire::desk::{QueueQuery, QueueSort, QueueView},
};

use crate::query::percent;

/// A page of the staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Whatever the person's role begins with.
    Home,
    /// The list of cases.
    Queue,
    /// A case, at one of its sections.
    Case(String, Section),
    /// The visits of a day.
    Visits,
    /// The checklist of one visit.
    Visit(String),
    /// The supervisor's page.
    Overview,
    /// Taking an application in at the window.
    Window,
    /// Messages that could not be delivered.
    Letters,
    /// The person's own account.
    Account,
    /// No page of ours.
    Missing,
}

/// A section of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Its parts and their clocks.
    Parts,
    /// For a reviewer: their own form and list.
    Sheets,
    /// The merged form.
    Form,
    /// The papers, with their files.
    Papers,
    /// The correction notice, before it is sent.
    Notice,
    /// The joint inspection.
    Inspection,
    /// Commitments.
    Promises,
    /// The composite licence.
    Licence,
    /// What can be printed.
    Documents,
    /// The record.
    History,
    /// Form and list on paper.
    Print,
}

impl Section {
    const ALL: [(Self, &'static str); 11] = [
        (Self::Parts, ""),
        (Self::Sheets, "review"),
        (Self::Form, "form"),
        (Self::Papers, "papers"),
        (Self::Notice, "notice"),
        (Self::Inspection, "inspection"),
        (Self::Promises, "commitments"),
        (Self::Licence, "licence"),
        (Self::Documents, "documents"),
        (Self::History, "record"),
        (Self::Print, "print"),
    ];

    fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(section, _)| *section == self)
            .map_or("", |(_, word)| word)
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, own)| *own == word)
            .map(|(section, _)| *section)
    }
}

impl Place {
    /// Reads a path.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            ["desk"] => Self::Home,
            ["desk", "cases"] => Self::Queue,
            ["desk", "cases", number] => Self::Case((*number).to_owned(), Section::Parts),
            ["desk", "cases", number, section] => {
                Section::parse(section).map_or(Self::Missing, |section| Self::Case((*number).to_owned(), section))
            }
            ["desk", "visits"] => Self::Visits,
            ["desk", "visits", number] => Self::Visit((*number).to_owned()),
            ["desk", "overview"] => Self::Overview,
            ["desk", "window"] => Self::Window,
            ["desk", "letters"] => Self::Letters,
            ["desk", "account"] => Self::Account,
            _ => Self::Missing,
        }
    }

    /// The path of the page.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Home | Self::Missing => "/desk".to_owned(),
            Self::Queue => "/desk/cases".to_owned(),
            Self::Case(number, Section::Parts) => format!("/desk/cases/{number}"),
            Self::Case(number, section) => format!("/desk/cases/{number}/{}", section.word()),
            Self::Visits => "/desk/visits".to_owned(),
            Self::Visit(number) => format!("/desk/visits/{number}"),
            Self::Overview => "/desk/overview".to_owned(),
            Self::Window => "/desk/window".to_owned(),
            Self::Letters => "/desk/letters".to_owned(),
            Self::Account => "/desk/account".to_owned(),
        }
    }
}

/// The name of a view in an address.
#[must_use]
pub fn view_word(view: QueueView) -> &'static str {
    match view {
        QueueView::ToDo => "to_do",
        QueueView::Mine => "mine",
        QueueView::Late => "late",
        QueueView::Objected => "objected",
        QueueView::Waiting => "waiting",
        QueueView::Running => "running",
        QueueView::All => "all",
    }
}

/// All views, in the order of their tabs.
pub const VIEWS: [QueueView; 7] = [
    QueueView::ToDo,
    QueueView::Mine,
    QueueView::Late,
    QueueView::Objected,
    QueueView::Waiting,
    QueueView::Running,
    QueueView::All,
];

/// All orders.
pub const SORTS: [QueueSort; 3] = [QueueSort::Due, QueueSort::Newest, QueueSort::Oldest];

/// The name of an order in an address.
#[must_use]
pub fn sort_word(sort: QueueSort) -> &'static str {
    match sort {
        QueueSort::Due => "due",
        QueueSort::Newest => "newest",
        QueueSort::Oldest => "oldest",
    }
}

/// The query string of a list, with its `?`; empty when nothing differs from the usual.
#[must_use]
pub fn queue_search(query: &QueueQuery) -> String {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    if query.view != QueueView::default() {
        pairs.push(("view", view_word(query.view)));
    }
    if let Some(stage) = query.stage {
        pairs.push(("stage", stage.code()));
    }
    if let Some(theme) = &query.theme {
        pairs.push(("theme", theme.as_str()));
    }
    if let Some(department) = &query.department {
        pairs.push(("department", department.as_str()));
    }
    if !query.q.is_empty() {
        pairs.push(("q", &query.q));
    }
    if query.sort != QueueSort::default() {
        pairs.push(("sort", sort_word(query.sort)));
    }
    if let Some(after) = &query.after {
        pairs.push(("after", after));
    }
    let search: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", percent(value)))
        .collect();
    if search.is_empty() {
        String::new()
    } else {
        format!("?{}", search.join("&"))
    }
}

/// Reads the pairs of an address. What makes no sense is as if it were not there.
#[must_use]
pub fn queue_query(pairs: &[(String, String)]) -> QueueQuery {
    let value = |name: &str| {
        let found = pairs.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    };
    QueueQuery {
        view: VIEWS
            .into_iter()
            .find(|view| Some(view_word(*view)) == value("view"))
            .unwrap_or_default(),
        stage: value("stage").and_then(StageCode::from_code),
        theme: value("theme").map(ThemeId::from),
        department: value("department").map(DepartmentId::from),
        q: value("q").unwrap_or_default().to_owned(),
        sort: SORTS
            .into_iter()
            .find(|sort| Some(sort_word(*sort)) == value("sort"))
            .unwrap_or_default(),
        after: value("after").map(str::to_owned),
    }
}

/// The day in an address; today when there is none.
#[must_use]
pub fn day_of(pairs: &[(String, String)], today: Date) -> Date {
    let found = pairs.iter().find(|(name, _)| name == "on");
    found.and_then(|(_, day)| day.parse().ok()).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_back_as_it_was_written() {
        for (section, _) in Section::ALL {
            let place = Place::Case("26110012".to_owned(), section);
            assert_eq!(Place::parse(&place.path()), place);
        }
        for path in [
            "/desk",
            "/desk/cases",
            "/desk/visits",
            "/desk/visits/1",
            "/desk/overview",
            "/desk/window",
        ] {
            assert_eq!(Place::parse(path).path(), path);
        }
        assert_eq!(Place::parse("/desk/cases/1/nowhere"), Place::Missing);
        assert_eq!(Place::parse("/desk/"), Place::Home);
    }

    #[test]
    fn a_list_reads_back_from_its_address() {
        let query = QueueQuery {
            view: QueueView::Late,
            stage: Some(StageCode::InReview),
            theme: Some("milk_tea_shop".into()),
            department: Some("health".into()),
            q: "张 三&".to_owned(),
            sort: QueueSort::Newest,
            after: Some("2026-11-20~12".to_owned()),
        };
        let search = queue_search(&query);
        let pairs: Vec<(String, String)> = search[1..]
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let unescape = |value: &str| {
            value
                .replace("%E5%BC%A0", "张")
                .replace("%E4%B8%89", "三")
                .replace("%26", "&")
                .replace("%20", " ")
                .replace('+', " ")
                .replace("%7E", "~")
        };
        let pairs: Vec<_> = pairs
            .into_iter()
            .map(|(name, value)| (name, unescape(&value)))
            .collect();
        assert_eq!(queue_query(&pairs), query);
        assert_eq!(queue_search(&QueueQuery::default()), "");
    }

    #[test]
    fn nonsense_in_an_address_counts_as_nothing() {
        let pairs = [("view", "mars"), ("stage", "x"), ("sort", ""), ("q", "  ")];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(queue_query(&pairs), QueueQuery::default());
        let today = jiff::civil::date(2026, 11, 22);
        assert_eq!(day_of(&[("on".to_owned(), "32".to_owned())], today), today);
    }
}
