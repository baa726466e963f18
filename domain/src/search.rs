//! Finds themes by what people call them.

use crate::wire::ThemeRow;

/// The themes that match a query, best first; all of them, in their own order, for an empty query.
///
/// A query matches a part of a name or an everyday name, or the pinyin initials from their start. Spaces and case do
/// not matter.
#[must_use]
pub fn search<'a>(themes: &'a [ThemeRow], query: &str) -> Vec<&'a ThemeRow> {
    let query: String = query
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    if query.is_empty() {
        return themes.iter().collect();
    }
    let mut found: Vec<(u8, &ThemeRow)> = themes
        .iter()
        .filter_map(|theme| Some((rank(theme, &query)?, theme)))
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, theme)| theme).collect()
}

/// How well a theme matches, 0 best.
fn rank(theme: &ThemeRow, query: &str) -> Option<u8> {
    let names = || {
        let own = [Some(&theme.name), theme.name_en.as_ref()];
        own.into_iter()
            .flatten()
            .chain(&theme.aliases)
            .map(|name| name.to_lowercase())
    };
    let ranks = [
        names().any(|name| name == query),
        names().any(|name| name.starts_with(query)),
        names().any(|name| name.contains(query) || (name.chars().count() > 1 && query.contains(&name))),
        theme.initials.iter().any(|initials| initials.starts_with(query)),
        theme
            .initials
            .iter()
            .any(|initials| query.len() > 1 && initials.contains(query)),
    ];
    ranks
        .iter()
        .position(|hit| *hit)
        .and_then(|rank| u8::try_from(rank).ok())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::catalogue::{Audience, Stage};

    fn row(id: &str, name: &str, aliases: &[&str], initials: &[&str]) -> ThemeRow {
        ThemeRow {
            id: id.into(),
            name: name.into(),
            name_en: None,
            summary: String::new(),
            summary_en: None,
            aliases: aliases.iter().map(ToString::to_string).collect(),
            initials: initials.iter().map(ToString::to_string).collect(),
            audience: Audience::Business,
            stage: Stage::Open,
        }
    }

    #[test]
    fn an_everyday_name_or_its_initials_find_the_theme() {
        let themes = [
            row("shop", "开便利店", &["小卖部"], &["kbld", "xmb"]),
            row("tea", "开奶茶店", &["饮品店"], &["kncd", "ypd"]),
        ];
        let found = |query: &str| {
            search(&themes, query)
                .iter()
                .map(|t| t.id.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(found("小卖"), ["shop"]);
        assert_eq!(found("我想开个小卖部"), ["shop"]);
        assert_eq!(found("XMB"), ["shop"]);
        assert_eq!(found("开"), ["shop", "tea"]);
        assert_eq!(found("奶 茶"), ["tea"]);
        assert_eq!(found("飞机场"), Vec::<String>::new());
        assert_eq!(found("  "), ["shop", "tea"]);
    }
}
