//! Joins a draft that was changed here with the same draft changed elsewhere, since both last agreed.
//!
//! It goes key by key, so that two people who fill in different fields keep both. Nothing typed is dropped in favour of
//! nothing; where both typed different things the phone in the hand wins and the other text is reported, to be shown.

use std::collections::{BTreeMap, BTreeSet};

use yijian_domain::{
    application::{Draft, FileRef, Provision},
    id::FieldKey,
};

/// The joined draft, and what was typed differently elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The draft to go on with.
    pub draft: Draft,
    /// Fields that were filled in differently on both sides.
    pub clashes: Vec<Clash>,
}

/// A field that was filled in differently on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The field.
    pub key: FieldKey,
    /// What was typed elsewhere.
    pub theirs: String,
}

/// Joins `ours` and `theirs`, both made from `base`.
#[must_use]
pub fn merge(base: &Draft, ours: &Draft, theirs: &Draft) -> Merged {
    let rules_of = |draft: &Draft| (draft.catalogue_version.clone(), draft.seen.clone());
    let (catalogue_version, seen) = newer(rules_of(base), rules_of(ours), rules_of(theirs));
    let draft = Draft {
        theme: ours.theme.clone(),
        catalogue_version,
        region: newer(base.region.clone(), ours.region.clone(), theirs.region.clone()),
        plate: newer(base.plate.clone(), ours.plate.clone(), theirs.plate.clone()),
        answers: maps(&base.answers, &ours.answers, &theirs.answers, |_, ours, theirs| {
            ours.or(theirs).cloned()
        }),
        held: sets(&base.held, &ours.held, &theirs.held),
        chosen: sets(&base.chosen, &ours.chosen, &theirs.chosen),
        promised: sets(&base.promised, &ours.promised, &theirs.promised),
        values: maps(&base.values, &ours.values, &theirs.values, |_, ours, theirs| {
            typed(ours, theirs)
        }),
        provisions: maps(&base.provisions, &ours.provisions, &theirs.provisions, provided),
        declared: newer(base.declared, ours.declared, theirs.declared),
        seen,
    };
    let clashes = ours.values.iter().filter_map(|(key, mine)| {
        let other = theirs
            .values
            .get(key)
            .filter(|other| *other != mine && !other.is_empty())?;
        let both_changed = base.values.get(key) != Some(mine) && base.values.get(key) != Some(other);
        (both_changed && !mine.is_empty()).then(|| Clash {
            key: key.clone(),
            theirs: other.clone(),
        })
    });
    Merged {
        clashes: clashes.collect(),
        draft,
    }
}

/// The side that changed; ours when both did.
fn newer<T: PartialEq>(base: T, ours: T, theirs: T) -> T {
    if ours == base { theirs } else { ours }
}

/// Goes through all keys: the side that changed wins, `both` decides when both did.
fn maps<K: Ord + Clone, V: PartialEq + Clone>(
    base: &BTreeMap<K, V>,
    ours: &BTreeMap<K, V>,
    theirs: &BTreeMap<K, V>,
    both: impl Fn(Option<&V>, Option<&V>, Option<&V>) -> Option<V>,
) -> BTreeMap<K, V> {
    let keys: BTreeSet<&K> = ours.keys().chain(theirs.keys()).collect();
    let value = |key: &K| {
        let (base, ours, theirs) = (base.get(key), ours.get(key), theirs.get(key));
        if ours == base {
            theirs.cloned()
        } else if theirs == base {
            ours.cloned()
        } else {
            both(base, ours, theirs)
        }
    };
    keys.into_iter()
        .filter_map(|key| value(key).map(|value| (key.clone(), value)))
        .collect()
}

fn sets<K: Ord + Clone>(base: &BTreeSet<K>, ours: &BTreeSet<K>, theirs: &BTreeSet<K>) -> BTreeSet<K> {
    let has = |key: &K| newer(base.contains(key), ours.contains(key), theirs.contains(key));
    ours.union(theirs).filter(|key| has(key)).cloned().collect()
}

fn typed(ours: Option<&String>, theirs: Option<&String>) -> Option<String> {
    ours.filter(|text| !text.is_empty()).or(theirs).or(ours).cloned()
}

/// What was uploaded is kept over what was put off or taken away.
fn provided(base: Option<&Provision>, ours: Option<&Provision>, theirs: Option<&Provision>) -> Option<Provision> {
    match (ours, theirs) {
        (Some(Provision::Files { files: ours }), Some(Provision::Files { files: theirs })) => {
            let before = match base {
                Some(Provision::Files { files }) => files.as_slice(),
                Some(Provision::Later) | None => &[],
            };
            Some(Provision::Files {
                files: files(before, ours, theirs),
            })
        }
        (Some(files @ Provision::Files { .. }), _) | (_, Some(files @ Provision::Files { .. })) => Some(files.clone()),
        (Some(Provision::Later), _) | (_, Some(Provision::Later)) => Some(Provision::Later),
        (None, None) => None,
    }
}

/// Pages in our order, then those added elsewhere; a page deleted on either side is gone.
fn files(base: &[FileRef], ours: &[FileRef], theirs: &[FileRef]) -> Vec<FileRef> {
    let find = |list: &[FileRef], id: &str| list.iter().find(|file| file.id == id).cloned();
    let kept = ours.iter().filter_map(|file| match find(theirs, &file.id) {
        Some(other) if other.complete => Some(other),
        Some(_) => Some(file.clone()),
        None => find(base, &file.id).is_none().then(|| file.clone()),
    });
    let added = theirs
        .iter()
        .filter(|file| find(ours, &file.id).is_none() && find(base, &file.id).is_none());
    kept.chain(added.cloned()).collect()
}

#[cfg(test)]
mod tests {
    use yijian_domain::id::{MaterialKey, ThemeId};

    use super::*;

    fn draft(values: &[(&str, &str)]) -> Draft {
        let mut draft = Draft::new(ThemeId::from("shop"), "1", None);
        draft.values = values
            .iter()
            .map(|(key, value)| (key.parse().unwrap(), (*value).to_owned()))
            .collect();
        draft
    }

    fn file(id: &str, complete: bool) -> FileRef {
        FileRef {
            id: id.to_owned(),
            name: String::new(),
            bytes: 1,
            media_type: "image/jpeg".to_owned(),
            complete,
        }
    }

    fn with_files(files: &[FileRef]) -> Draft {
        let mut draft = draft(&[]);
        draft
            .provisions
            .insert(lease(), Provision::Files { files: files.to_vec() });
        draft
    }

    fn lease() -> MaterialKey {
        "lease".parse().unwrap()
    }

    fn ids(draft: &Draft) -> Vec<String> {
        match draft.provisions.get(&lease()) {
            Some(Provision::Files { files }) => files.iter().map(|file| file.id.clone()).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn two_people_who_fill_in_different_fields_keep_both() {
        let base = draft(&[("name@operator", "王")]);
        let ours = draft(&[("name@operator", "王五"), ("email", "a@b.cn")]);
        let theirs = draft(&[("name@operator", "王"), ("staff_count", "3")]);
        let merged = merge(&base, &ours, &theirs);
        assert_eq!(
            merged.draft,
            draft(&[("name@operator", "王五"), ("email", "a@b.cn"), ("staff_count", "3")])
        );
        assert_eq!(merged.clashes, []);
    }

    #[test]
    fn what_both_typed_differently_stays_ours_and_is_reported() {
        let merged = merge(
            &draft(&[("email", "")]),
            &draft(&[("email", "a@b.cn")]),
            &draft(&[("email", "c@d.cn")]),
        );
        assert_eq!(merged.draft, draft(&[("email", "a@b.cn")]));
        assert_eq!(
            merged.clashes,
            [Clash {
                key: "email".parse().unwrap(),
                theirs: "c@d.cn".to_owned()
            }]
        );
    }

    #[test]
    fn nothing_typed_is_lost_to_something_emptied() {
        let base = draft(&[("email", "a@b.cn")]);
        let typed = draft(&[("email", "c@d.cn")]);
        for emptied in [draft(&[("email", "")]), draft(&[])] {
            assert_eq!(merge(&base, &emptied, &typed).draft, typed);
            assert_eq!(merge(&base, &typed, &emptied).draft, typed);
        }
    }

    #[test]
    fn what_only_one_side_emptied_is_empty() {
        let base = draft(&[("email", "a@b.cn")]);
        assert_eq!(merge(&base, &draft(&[]), &base).draft, draft(&[]));
        assert_eq!(merge(&base, &base, &draft(&[])).draft, draft(&[]));
    }

    #[test]
    fn pages_of_both_sides_are_kept_and_deleted_ones_are_gone() {
        let base = with_files(&[file("1", true), file("2", true)]);
        let ours = with_files(&[file("2", true), file("3", false)]);
        let theirs = with_files(&[file("1", true), file("2", true), file("4", true)]);
        assert_eq!(ids(&merge(&base, &ours, &theirs).draft), ["2", "3", "4"]);
        assert_eq!(ids(&merge(&base, &theirs, &ours).draft), ["2", "4", "3"]);
    }

    #[test]
    fn an_upload_wins_over_putting_off() {
        let mut later = draft(&[]);
        later.provisions.insert(lease(), Provision::Later);
        let uploaded = with_files(&[file("1", true)]);
        assert_eq!(merge(&draft(&[]), &later, &uploaded).draft, uploaded);
        assert_eq!(merge(&draft(&[]), &uploaded, &later).draft, uploaded);
    }

    #[test]
    fn choices_of_both_sides_are_joined() {
        let mut ours = draft(&[]);
        ours.promised.insert(lease());
        let mut theirs = draft(&[]);
        theirs.chosen.insert(lease());
        let merged = merge(&draft(&[]), &ours, &theirs).draft;
        assert!(merged.promised.contains(&lease()) && merged.chosen.contains(&lease()));
    }

    #[test]
    fn merging_the_same_twice_changes_nothing() {
        let base = draft(&[("email", "x@y.cn")]);
        let ours = draft(&[("email", "a@b.cn")]);
        let theirs = draft(&[("staff_count", "3")]);
        let once = merge(&base, &ours, &theirs).draft;
        assert_eq!(merge(&theirs, &once, &theirs).draft, once);
    }
}
