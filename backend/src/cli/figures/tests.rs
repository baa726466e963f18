//! The page is what the program computes, and its figures are those of the plan.

use std::{collections::BTreeSet, fs, path::Path};

use yijian_domain::{
    catalogue::{Catalogue, Metric, embedded},
    plan::{Reason, RemovedKind},
    situation::Answer,
};

use super::{
    Figures,
    count::{Counted, Pair},
};

fn printed(folder: Option<&Path>) -> Result<String, String> {
    let mut out = Vec::new();
    let command = Figures {
        folder: folder.map(Path::to_owned),
    };
    command.run(&mut out).map_err(|failure| failure.to_string())?;
    Ok(String::from_utf8(out).unwrap())
}

fn catalogue() -> Catalogue {
    embedded::catalogue().catalogue
}

#[test]
fn the_committed_page_is_what_the_program_computes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/savings.md");
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let computed = printed(None).unwrap();
    let place = committed.lines().zip(computed.lines()).position(|(a, b)| a != b);
    assert!(
        committed == computed,
        "docs/savings.md is not what the program computes, from line {}; refresh it with `make figures` or\n\
         cargo run -p yijian-backend -- figures > docs/savings.md",
        place.map_or_else(|| "the end on".to_owned(), |place| (place + 1).to_string())
    );
}

#[test]
fn every_theme_with_published_figures_is_on_the_page() {
    let page = printed(None).unwrap();
    for (id, theme) in &catalogue().themes {
        assert_eq!(theme.published.is_empty(), theme.compared.is_empty(), "{id}");
        assert_eq!(
            page.contains(&format!("\n## {} ", theme.name)),
            !theme.compared.is_empty(),
            "{id}"
        );
    }
    for theme in ["convenience_store", "restaurant", "pharmacy", "transport_company"] {
        assert!(!catalogue().themes[theme].compared.is_empty(), "{theme}");
    }
}

/// What stands in the table of items adds up to the savings of the plan.
#[test]
fn the_items_alone_add_up_to_the_figures_before() {
    let catalogue = catalogue();
    for (id, theme) in &catalogue.themes {
        for compared in &theme.compared {
            let counted = Counted::new(&catalogue, id, compared).unwrap();
            let (alone, plan) = (counted.alone(), &counted.plan);
            let sum = |share: fn(&super::count::Alone<'_>) -> u16| alone.iter().map(share).sum::<u16>();
            let savings = &plan.savings;
            assert_eq!(sum(|row| row.papers), savings.materials.before, "{id}");
            assert_eq!(sum(|row| row.fields), savings.fields.before, "{id}");
            assert_eq!(sum(|row| row.forms), savings.forms.before, "{id}");
            assert_eq!(sum(|row| row.visits), savings.visits.before, "{id}");
            assert_eq!(sum(|row| row.days), savings.working_days.before, "{id}");
            assert_eq!(sum(|row| row.statutory), plan.schedule.statutory_working_days, "{id}");
        }
    }
}

/// The lines of a list are those that the plan asks for or gives a reason for, other than that they do not apply.
#[test]
fn the_lines_of_an_item_are_those_the_plan_accounts_for() {
    let catalogue = catalogue();
    for (id, theme) in &catalogue.themes {
        for compared in &theme.compared {
            let counted = Counted::new(&catalogue, id, compared).unwrap();
            for row in counted.alone() {
                let item = &row.item.id;
                let asked = counted.plan.materials.iter().flat_map(|line| &line.asked_by);
                let asked = asked.filter(|asked| asked.item == *item).map(|asked| asked.at);
                let removed = counted.plan.removed.iter().filter(|removed| {
                    removed.item == *item
                        && removed.kind == RemovedKind::Material
                        && !matches!(removed.reason, Reason::ConditionNo { .. })
                });
                let lines: BTreeSet<u16> = asked.chain(removed.map(|removed| removed.at)).collect();
                assert_eq!(usize::from(row.lines), lines.len(), "{id}: {item}");
            }
        }
    }
}

#[test]
fn a_registration_is_an_item_but_no_licence_and_steps_are_not_computed() {
    let catalogue = catalogue();
    let (id, theme) = catalogue.themes.get_key_value("convenience_store").unwrap();
    let founding = theme.compared.iter().find(|compared| {
        let licence = compared.answers.get("has_business_licence");
        licence == Some(&Answer::YesNo(false))
    });
    let counted = Counted::new(&catalogue, id, founding.unwrap()).unwrap();
    let [items, licences] = [Metric::Items, Metric::Licences].map(|metric| counted.figure(metric).unwrap());
    assert_eq!((items.before - licences.before, items.after, licences.after), (1, 1, 1));
    assert_eq!(counted.figure(Metric::Steps), None);
}

#[test]
fn a_situation_that_leaves_a_question_open_is_named_with_the_question() {
    let catalogue = catalogue();
    let (id, theme) = catalogue.themes.get_key_value("transport_company").unwrap();
    let mut compared = theme.compared[0].clone();
    compared.answers.remove("vehicle_mass_kg");
    let failure = Counted::new(&catalogue, id, &compared).err().unwrap().to_string();
    assert!(
        failure.contains("transport_company.toml") && failure.contains("vehicle_mass_kg"),
        "{failure}"
    );
}

#[test]
fn a_catalogue_with_defects_is_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("catalogue.toml"), "title = 1").unwrap();
    let failure = printed(Some(folder.path())).unwrap_err();
    assert!(failure.contains("yijian check"), "{failure}");
}

#[test]
fn a_change_is_rounded_to_whole_percent() {
    let percent = |before, after| Pair { before, after }.percent();
    assert_eq!(percent(3, 1), Some(-67));
    assert_eq!(percent(8, 5), Some(-38));
    assert_eq!(percent(48, 13), Some(-73));
    assert_eq!(percent(2, 3), Some(50));
    assert_eq!(percent(5, 5), Some(0));
    assert_eq!(percent(0, 0), None);
}
