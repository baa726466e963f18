//! The part of a catalogue that one theme needs.

use std::collections::BTreeSet;

use super::{Catalogue, Theme};
use crate::id::{ElementId, MaterialId, PointId, PromiseId, RoleId, SourceId, ThemeId};

impl Catalogue {
    /// The part that one theme needs: what a phone loads to plan and check by itself. None for an unknown theme.
    ///
    /// Halls, plates and other themes stay out, and so does what compares the theme with published figures: it is long, and
    /// only `docs/savings.md` shows it. The calendar stays in, for dates, and the regions, for the name of the place. What only
    /// the authorities read (numbers, licences, organs, review points, photographs, pauses) is in no JSON of a catalogue.
    #[must_use]
    pub fn slice(&self, theme: &ThemeId) -> Option<Self> {
        let subject = self.themes.get(theme)?;
        let mut part = Self {
            version: self.version.clone(),
            title: self.title.clone(),
            title_en: self.title_en.clone(),
            calendar: self.calendar.clone(),
            regions: self.regions.clone(),
            ..Self::default()
        };
        part.items = self
            .items
            .iter()
            .filter(|(id, _)| subject.items.contains(id))
            .map(|(id, i)| (id.clone(), i.clone()))
            .collect();
        part.questions = self
            .questions
            .iter()
            .filter(|(id, _)| subject.questions.contains(id) || subject.assumes.contains_key(*id))
            .map(|(id, q)| (id.clone(), q.clone()))
            .collect();

        let mut roles: BTreeSet<&RoleId> = BTreeSet::new();
        let mut elements: BTreeSet<&ElementId> = BTreeSet::new();
        let mut materials: BTreeSet<&MaterialId> = BTreeSet::new();
        let mut promises: BTreeSet<&PromiseId> = BTreeSet::new();
        let mut points: BTreeSet<&PointId> = BTreeSet::new();
        for item in subject.items.iter().filter_map(|id| self.items.get(id)) {
            for field in &item.fields {
                elements.insert(&field.field.what);
                roles.extend(&field.field.role);
            }
            for material in &item.materials {
                for key in material.alternatives().flat_map(|way| &way.0) {
                    materials.insert(&key.what);
                    roles.extend(&key.role);
                }
                promises.extend(&material.promise);
            }
            materials.extend(&item.issues);
            points.extend(item.inspection.iter().map(|look| &look.point));
        }
        let derived: Vec<_> = elements
            .iter()
            .filter_map(|id| self.elements.get(*id)?.derived_from.as_ref())
            .collect();
        elements.extend(derived);

        part.roles = pick(&self.roles, &self.linked_roles(roles));
        part.elements = pick(&self.elements, &elements);
        part.materials = pick(&self.materials, &materials);
        part.promises = pick(&self.promises, &promises);
        part.points = pick(&self.points, &points);
        let sections: BTreeSet<_> = part.elements.values().map(|element| &element.section).collect();
        part.sections = pick(&self.sections, &sections);
        part.relations = self
            .relations
            .iter()
            .filter(|(_, rule)| elements.contains(&rule.left.what) && elements.contains(&rule.right.what))
            .map(|(id, rule)| (id.clone(), rule.clone()))
            .collect();
        let departments: BTreeSet<_> = part
            .items
            .values()
            .map(|item| &item.department)
            .chain(
                part.materials
                    .values()
                    .filter_map(|material| material.shared_by.as_ref()),
            )
            .collect();
        part.departments = pick(&self.departments, &departments);
        let sources: BTreeSet<&SourceId> = part
            .items
            .values()
            .flat_map(|item| {
                std::iter::once(&item.source)
                    .chain(item.limits.iter().map(|limit| &limit.source))
                    .chain(item.fields.iter().filter_map(|field| field.source.as_ref()))
                    .chain(item.materials.iter().filter_map(|material| material.source.as_ref()))
            })
            .chain([&subject.source])
            .chain(subject.published.iter().map(|figure| &figure.source))
            .chain(
                part.materials
                    .values()
                    .filter_map(|material| material.shared_source.as_ref()),
            )
            .collect();
        part.sources = pick(&self.sources, &sources);
        part.themes.insert(theme.clone(), without_comparison(subject));
        Some(part)
    }

    /// These roles, and all that declarations link to them, directly or through others, whatever the declarations' own
    /// conditions: together they settle who is one person.
    fn linked_roles<'a>(&'a self, roles: impl IntoIterator<Item = &'a RoleId>) -> BTreeSet<&'a RoleId> {
        let mut linked = BTreeSet::new();
        let mut open: Vec<&RoleId> = roles.into_iter().collect();
        while let Some(next) = open.pop() {
            if linked.insert(next) {
                open.extend(
                    self.roles
                        .get(next)
                        .into_iter()
                        .flat_map(|role| &role.same_as)
                        .map(|same| &same.role),
                );
                let back = self
                    .roles
                    .iter()
                    .filter(|(_, role)| role.same_as.iter().any(|same| same.role == *next));
                open.extend(back.map(|(id, _)| id));
            }
        }
        linked
    }
}

fn without_comparison(theme: &Theme) -> Theme {
    let mut theme = theme.clone();
    theme.compared.clear();
    theme.published.iter_mut().for_each(|figure| figure.difference = None);
    theme
}

fn pick<K: Ord + Clone, V: Clone>(
    all: &std::collections::BTreeMap<K, V>,
    wanted: &BTreeSet<&K>,
) -> std::collections::BTreeMap<K, V> {
    wanted
        .iter()
        .filter_map(|id| all.get_key_value(*id))
        .map(|(id, thing)| (id.clone(), thing.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use crate::catalogue::sample::Files;

    #[test]
    fn the_comparison_with_published_figures_stays_out() {
        let compared = r#"
            [[published]]
            metric = "visits"
            after = 1
            source = "own"
            difference = "Counted without the post"
            [[compared]]
            sources = ["own"]
            situation = "A small shop"
            on = "2026-01-05"
            remark = "The same items"
            answers = { area = 60 }
        "#;
        let catalogue = Files::new().append("themes/shop.toml", compared).catalogue();
        let part = catalogue.slice(&"shop".into()).unwrap();
        let theme = part.themes.values().next().unwrap();
        assert_eq!(theme.published.len(), 1);
        assert!(theme.compared.is_empty() && theme.published[0].difference.is_none());
    }
    /// The sample has a value in each of these keys.
    #[test]
    fn what_only_the_authorities_read_is_in_no_json() {
        let catalogue = Files::new().catalogue();
        assert!(!catalogue.numbers.is_empty() && !catalogue.licences.is_empty());
        let part = catalogue.slice(&"shop".into()).unwrap();
        let keys = [
            "numbers",
            "licences",
            "organ",
            "organs",
            "review_body",
            "review",
            "review_en",
            "remote",
            "photo",
            "photo_en",
            "instant_when",
            "pauses",
            "check_within",
            "check_source",
            "excluded",
        ];
        for json in [&catalogue, &part].map(|catalogue| serde_json::to_string(catalogue).unwrap()) {
            for key in keys {
                assert!(!json.contains(&format!("\"{key}\":")), "{key}");
            }
        }
    }
}
