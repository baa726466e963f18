//! The frame of every page: a skip link, the name, the switches for language and size, the page, help.
//!
//! Keyboard: the skip link is the first stop and leads to the content. Read aloud: header, main and footer are landmarks.

use leptos::prelude::*;
use yijian_domain::lang::Lang;

use crate::{query::percent, text};

/// How a person wants to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reader {
    /// The language.
    pub lang: Lang,
    /// The elder version (长辈版): larger type and buttons, fewer things at once.
    pub elder: bool,
}

/// The frame around the content of a page. `here` is its path with query, which the switches return to.
pub fn layout(reader: Reader, here: impl Fn() -> String + Clone + Send + Sync + 'static, content: AnyView) -> AnyView {
    let (own, other, other_tag, other_name) = match reader.lang {
        Lang::Zh => ("zh", "en", "en", "English"),
        Lang::En => ("en", "zh", "zh-CN", "中文"),
    };
    let size = if reader.elder {
        text::layout_normal()
    } else {
        text::layout_elder()
    };
    let (to_size, to_lang) = (here.clone(), here);
    view! {
        <a class="skip" href="#main" rel="external">{text::layout_skip()}</a>
        <header class="top">
            <div class="top__in">
                <a class="brand" href="/">
                    <svg viewBox="0 0 64 64" aria-hidden="true">
                        <rect width="64" height="64" rx="14" fill="#0a7d48" />
                        <path d="M14 33h36" stroke="#fff" stroke-width="7" stroke-linecap="round" />
                    </svg>
                    <span>{text::layout_name()}</span>
                </a>
                <nav class="switches" aria-label=text::layout_switches()>
                    <a rel="external" href=move || switch(own, !reader.elder, &to_size())>{size}</a>
                    <a rel="external" href=move || switch(other, reader.elder, &to_lang()) lang=other_tag>{other_name}</a>
                </nav>
            </div>
        </header>
        <main id="main" tabindex="-1">{content}</main>
        <footer class="foot">
            <p class="foot__help">{text::layout_help()} " " <a href="tel:12345">"12345"</a></p>
            <p class="quiet">{text::layout_about()}</p>
        </footer>
    }
    .into_any()
}

/// The address that keeps a way of reading and comes back.
fn switch(lang: &str, elder: bool, back: &str) -> String {
    [
        "/settings?lang=",
        lang,
        "&elder=",
        if elder { "1" } else { "0" },
        "&back=",
        &percent(back),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::switch;

    #[test]
    fn a_switch_comes_back_to_the_same_answers() {
        assert_eq!(
            switch("en", true, "/t/shop/q?sells=a&sells=b"),
            "/settings?lang=en&elder=1&back=%2Ft%2Fshop%2Fq%3Fsells%3Da%26sells%3Db"
        );
    }
}
