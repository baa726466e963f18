//! Small parts that many pages use.

use leptos::prelude::*;
use yijian_domain::{
    catalogue::{Catalogue, SourceKind},
    id::{DepartmentId, ItemId, SourceId},
    lang::Lang,
};

use crate::text;

/// The `lang` attribute of a text that is Chinese whatever the reader's language: names of forms and laws.
#[must_use]
pub fn zh() -> Option<&'static str> {
    (text::lang() == Lang::En).then_some("zh-CN")
}

/// The `lang` attribute of a text of the catalogue that may have no English.
#[must_use]
pub fn lang_of(en: Option<&String>) -> Option<&'static str> {
    if en.is_some() { None } else { zh() }
}

/// Name of a department.
#[must_use]
pub fn department(catalogue: &Catalogue, id: &DepartmentId) -> String {
    catalogue.departments.get(id).map_or_else(
        || id.to_string(),
        |found| text::of(&found.name, found.name_en.as_ref()).to_owned(),
    )
}

/// Name of an item.
#[must_use]
pub fn item(catalogue: &Catalogue, id: &ItemId) -> String {
    catalogue.items.get(id).map_or_else(
        || id.to_string(),
        |found| text::of(&found.name, found.name_en.as_ref()).to_owned(),
    )
}

/// Where a fact comes from: its title, as a link where it has an address, and what kind of source it is.
#[must_use]
pub fn source(catalogue: &Catalogue, id: &SourceId) -> AnyView {
    let Some(source) = catalogue.sources.get(id) else {
        return ().into_any();
    };
    let kind = match source.kind {
        SourceKind::Law => text::common_source_law(),
        SourceKind::Official => text::common_source_official(),
        SourceKind::Mirror => text::common_source_mirror(),
        SourceKind::Media => text::common_source_media(),
        SourceKind::ThirdParty => text::common_source_third_party(),
        SourceKind::Own => text::common_source_own(),
    };
    let title = source.title.clone();
    let title = match source.url.clone() {
        Some(url) => view! { <a href=url rel="external noopener" lang=zh()>{title}</a> }.into_any(),
        None => view! { <span lang=zh()>{title}</span> }.into_any(),
    };
    view! { <span class="source">{title} " " <span class="tag">{kind}</span></span> }.into_any()
}

/// The mark of a fact that the source does not say, with the reason when it is opened.
#[must_use]
pub fn assumed(why: Option<&String>) -> AnyView {
    why.map(|why| {
        let why = why.clone();
        view! { <p class="assumed"><span class="tag tag_warn">{text::common_assumed()}</span> " " <span lang=zh()>{why}</span></p> }
    })
    .into_any()
}

/// A part that opens: a summary line and what is behind it.
#[must_use]
pub fn fold(title: impl Into<String>, content: AnyView) -> AnyView {
    let title = title.into();
    view! { <details class="fold"><summary>{title}</summary><div class="fold__in">{content}</div></details> }.into_any()
}

/// A link one level up, in front of the heading.
#[must_use]
pub fn up(href: String, label: &str) -> AnyView {
    let label = label.to_owned();
    view! { <p class="up"><a href=href><span aria-hidden="true">"‹ "</span>{label}</a></p> }.into_any()
}

/// Texts joined as the language joins them.
#[must_use]
pub fn joined<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> String {
    let mut all = String::new();
    for part in texts {
        if !all.is_empty() {
            all.push_str(text::common_comma());
        }
        all.push_str(part.as_ref());
    }
    all
}

/// Sentences one after another, as the language sets them.
#[must_use]
pub fn sentences(all: impl IntoIterator<Item = String>) -> String {
    let gap = match text::lang() {
        Lang::Zh => "",
        Lang::En => " ",
    };
    all.into_iter().collect::<Vec<_>>().join(gap)
}

/// A limit in words.
#[must_use]
pub fn days(working_days: u16) -> String {
    match working_days {
        0 => text::common_on_the_spot().to_owned(),
        1 => text::common_one_working_day().to_owned(),
        more => text::common_working_days(more),
    }
}

/// A date in words, without the year where it is the year of `today`.
#[must_use]
pub fn date(day: jiff::civil::Date, today: Option<jiff::civil::Date>) -> String {
    let (month, number) = (day.month(), day.day());
    if today.is_some_and(|today| today.year() == day.year()) {
        text::common_date_short(number, month_name(month))
    } else {
        text::common_date(number, month_name(month), day.year())
    }
}

/// The number of a month in Chinese, its short name in English.
fn month_name(month: i8) -> String {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    match text::lang() {
        Lang::Zh => month.to_string(),
        Lang::En => usize::try_from(month - 1)
            .ok()
            .and_then(|at| NAMES.get(at))
            .copied()
            .unwrap_or_default()
            .to_owned(),
    }
}

/// A unit of the catalogue in the reader's language.
#[must_use]
pub fn unit(unit: &str) -> String {
    let known = match unit {
        "平方米" => text::common_unit_square_metres(),
        "立方米" => text::common_unit_cubic_metres(),
        "立方米/天" => text::common_unit_cubic_metres_a_day(),
        "米" => text::common_unit_metres(),
        "千克" => text::common_unit_kilograms(),
        "万元" => text::common_unit_ten_thousand_yuan(),
        "人" => text::common_unit_persons(),
        "年" => text::common_unit_years(),
        "层" => text::common_unit_floors(),
        "辆" => text::common_unit_vehicles(),
        "个" | "份" | "张" | "本" if text::lang() == Lang::En => "",
        other => other,
    };
    known.to_owned()
}
