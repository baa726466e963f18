//! Every thing a person meets has a name and a sentence, in both languages where the pages need it.

use super::{DefectKind, Report, file};

pub(super) fn check(report: &mut Report<'_>) {
    let c = report.catalogue;
    for (id, theme) in &c.themes {
        let at = file("themes", id);
        report.both(&at, "name", &theme.name, theme.name_en.as_ref());
        report.both(&at, "summary", &theme.summary, theme.summary_en.as_ref());
        report.both(&at, "who", &theme.who, theme.who_en.as_ref());
        report.both(&at, "how", &theme.how, theme.how_en.as_ref());
        if theme.aliases.is_empty() {
            report.add(
                DefectKind::NoText,
                &at,
                "aliases",
                "give the names people use in everyday speech",
            );
        }
    }
    items(report);
    library(report);
    places(report);
}

fn items(report: &mut Report<'_>) {
    let c = report.catalogue;
    for (id, item) in &c.items {
        let at = file("items", id);
        report.both(&at, "name", &item.name, item.name_en.as_ref());
        report.both(
            &at,
            "because",
            item.because.as_deref().unwrap_or(""),
            item.because_en.as_ref(),
        );
        for (n, field) in item.fields.iter().enumerate() {
            report.text(&at, format!("fields[{n}].label"), &field.label);
        }
        for (n, material) in item.materials.iter().enumerate() {
            report.text(&at, format!("materials[{n}].name"), &material.name);
        }
    }
}

fn library(report: &mut Report<'_>) {
    let c = report.catalogue;
    for (id, question) in &c.questions {
        let at = file("questions", id);
        report.both(&at, "ask", &question.ask, question.ask_en.as_ref());
        for (n, option) in question.options.iter().enumerate() {
            report.both(&at, format!("options[{n}].name"), &option.name, option.name_en.as_ref());
        }
    }
    for (id, element) in &c.elements {
        let at = file("elements", id);
        report.both(&at, "name", &element.name, element.name_en.as_ref());
        for (n, option) in element.options.iter().enumerate() {
            report.both(&at, format!("options[{n}].name"), &option.name, option.name_en.as_ref());
        }
    }
    for (id, material) in &c.materials {
        report.both(
            &file("materials", id),
            "name",
            &material.name,
            material.name_en.as_ref(),
        );
    }
    for (id, role) in &c.roles {
        report.both(&file("roles", id), "name", &role.name, role.name_en.as_ref());
    }
    for (id, section) in &c.sections {
        report.both(&file("sections", id), "name", &section.name, section.name_en.as_ref());
    }
    for (id, department) in &c.departments {
        report.both(
            &file("departments", id),
            "name",
            &department.name,
            department.name_en.as_ref(),
        );
    }
    for (id, promise) in &c.promises {
        report.both(&file("promises", id), "name", &promise.name, promise.name_en.as_ref());
        report.both(&file("promises", id), "text", &promise.text, promise.text_en.as_ref());
    }
    for (id, rule) in &c.relations {
        report.both(&file("relations", id), "text", &rule.text, rule.text_en.as_ref());
    }
    for (id, point) in &c.points {
        report.both(&file("points", id), "name", &point.name, point.name_en.as_ref());
    }
    for (id, rule) in &c.numbers {
        report.both(&file("numbers", id), "name", &rule.name, rule.name_en.as_ref());
    }
    for (id, source) in &c.sources {
        report.text(&file("sources", id), "title", &source.title);
    }
}

fn places(report: &mut Report<'_>) {
    let c = report.catalogue;
    for (id, region) in &c.regions {
        let at = file("regions", id);
        report.both(&at, "name", &region.name, region.name_en.as_ref());
        report.text(&at, "full_name", &region.full_name);
    }
    for (id, hall) in &c.halls {
        let at = file("halls", id);
        report.both(&at, "name", &hall.name, hall.name_en.as_ref());
        for (place, text) in [
            ("address", &hall.address),
            ("phone", &hall.phone),
            ("hours", &hall.hours),
        ] {
            report.text(&at, place, text);
        }
    }
    for (id, plate) in &c.plates {
        let at = file("plates", id);
        report.both(&at, "name", &plate.name, plate.name_en.as_ref());
        report.text(&at, "address", &plate.address);
    }
}

impl Report<'_> {
    pub(super) fn text(&mut self, at: &str, place: impl Into<String>, text: &str) {
        if text.trim().is_empty() {
            self.add(DefectKind::NoText, at, place, "the text is missing");
        }
    }

    pub(super) fn both(&mut self, at: &str, place: impl Into<String>, zh: &str, en: Option<&String>) {
        let place = place.into();
        self.text(at, format!("{place}_en"), en.map_or("", String::as_str));
        self.text(at, place, zh);
    }
}
