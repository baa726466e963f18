//! The first page: all themes and a search over them.

use leptos::prelude::*;
use yijian_domain::wire::ThemeList;

use super::{
    Page,
    finder::{Finder, finder},
};
use crate::{route::Route, text};

/// All themes, or those that match `query`.
#[must_use]
pub fn home(list: &ThemeList, query: &str) -> Page {
    let find = Finder {
        themes: list.themes.clone(),
        likely: Vec::new(),
        query: query.to_owned(),
        action: "/".to_owned(),
        along: String::new(),
    };
    let view = view! {
        <div class="column">
            <div class="hero">
                <h1 tabindex="-1">{text::home_title()}</h1>
                <p class="lead">{text::home_lead()}</p>
            </div>
            <p class="to-me"><a href=Route::Me.path()>{text::me_home()}</a></p>
            {finder(find)}
        </div>
    };
    Page {
        title: text::home_title().to_owned(),
        view: view.into_any(),
    }
}
