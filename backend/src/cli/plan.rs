//! `yijian plan`

use std::{fs, io::Write, path::PathBuf, process::ExitCode};

use clap::Args;
use jiff::civil::Date;
use yijian_domain::{
    catalogue::{Catalogue, RegionCode},
    id::ThemeId,
    plan::{self, Applies, Request, Saving},
    situation::{Answers, check_answers},
    value::date,
};

use super::{Failure, Outcome};
use crate::{clock::Clock, published};

/// Make the plan for answers in a file.
///
/// Prints what applies, what to fill in and bring, how long it takes and what is saved.
#[derive(Debug, Args)]
pub(super) struct Plan {
    /// The theme, such as `convenience_store`.
    theme: String,
    /// A JSON file with one member for each answered question, such as {"business_form": "sole", "cooks": false}.
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,
    /// Code of the region, six digits.
    #[arg(long, value_name = "CODE", value_parser = |code: &str| RegionCode::try_from(code))]
    region: Option<RegionCode>,
    /// The day it starts, YYYY-MM-DD; today when not given.
    #[arg(long, value_name = "DATE", value_parser = |day: &str| date::parse_iso(day))]
    on: Option<Date>,
    /// Print the plan as JSON.
    #[arg(long)]
    json: bool,
    /// The folder of the catalogue; the one inside the program when not given.
    #[arg(long, value_name = "DIR", env = "YIJIAN_CATALOGUE")]
    catalogue: Option<PathBuf>,
}

impl Plan {
    pub(super) fn run(self, out: &mut impl Write) -> Outcome {
        let catalogue = published::read(self.catalogue.as_deref())
            .map_err(Failure::new)?
            .catalogue;
        let shown = self.answers.display().to_string();
        let text = fs::read_to_string(&self.answers).map_err(|fault| Failure::new(format!("{shown}: {fault}")))?;
        let answers: Answers = serde_json::from_str(&text)
            .map_err(|fault| Failure::new(format!("{shown}: {fault}; write one JSON object, question: answer")))?;
        let theme = ThemeId::from(self.theme.as_str());
        let faults = check_answers(&catalogue, &theme, &answers);
        if catalogue.themes.contains_key(&theme) && !faults.is_empty() {
            let list: Vec<_> = faults
                .iter()
                .map(|(question, fault)| format!("{question}: {}", fault.code()))
                .collect();
            return Err(Failure::new(format!("{shown}: {}", list.join(", "))));
        }
        let on = self.on.unwrap_or_else(|| Clock::system().now().date());
        let plan = plan::plan(&catalogue, &Request::new(theme, answers, self.region, on)).map_err(Failure::new)?;
        if self.json {
            serde_json::to_writer_pretty(&mut *out, &plan).map_err(Failure::new)?;
            writeln!(out)?;
        } else {
            write(&catalogue, &plan, out)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The plan as text for people.
fn write(catalogue: &Catalogue, plan: &plan::Plan, out: &mut impl Write) -> Result<(), Failure> {
    let name = catalogue
        .themes
        .get(&plan.theme)
        .map_or("", |theme| theme.name.as_str());
    writeln!(
        out,
        "{name} ({}), catalogue {}, {}",
        plan.theme,
        plan.catalogue_version,
        date::write(plan.on)
    )?;
    for question in &plan.next {
        let ask = catalogue
            .questions
            .get(question)
            .map_or("", |question| question.ask.as_str());
        writeln!(out, "  still open: {question}: {ask}")?;
    }
    writeln!(out, "\nItems")?;
    for item in &plan.items {
        let department = catalogue
            .departments
            .get(&item.department)
            .map_or("", |department| department.name.as_str());
        let maybe = if item.applies == Applies::Maybe {
            " (perhaps)"
        } else {
            ""
        };
        writeln!(out, "  {}{maybe}, {department}\n      {}", item.name, item.because)?;
    }
    writeln!(out, "\nForm")?;
    for section in &plan.form.sections {
        writeln!(out, "  {}", section.title)?;
        for field in &section.fields {
            let optional = if field.required { "" } else { " (optional)" };
            writeln!(out, "    {}{optional} [{}]", field.label, field.id)?;
        }
    }
    writeln!(out, "\nMaterials")?;
    for line in &plan.materials {
        let copies = if line.copies > 1 {
            format!(", {} copies", line.copies)
        } else {
            String::new()
        };
        let original = if line.original { ", original" } else { "" };
        writeln!(out, "  {}{original}{copies} [{}]", line.name, line.id)?;
    }
    let schedule = &plan.schedule;
    let due = schedule
        .due
        .map_or_else(String::new, |due| format!(", due {}", date::write(due)));
    writeln!(out, "\nSchedule: {} working days{due}", schedule.working_days)?;
    let savings = &plan.savings;
    let figures: [(&str, &Saving); 6] = [
        ("forms", &savings.forms),
        ("fields", &savings.fields),
        ("materials", &savings.materials),
        ("visits", &savings.visits),
        ("departments", &savings.departments),
        ("working days", &savings.working_days),
    ];
    writeln!(out, "\nBefore and after")?;
    for (what, Saving { before, after, .. }) in figures {
        writeln!(out, "  {what:<14}{before:>4} -> {after}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(theme: &str, answers: &str, json: bool) -> Result<String, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("answers.json");
        fs::write(&path, answers).unwrap();
        let on = date::parse_iso("2026-03-02").ok();
        let command = Plan {
            theme: theme.to_owned(),
            answers: path,
            region: None,
            on,
            json,
            catalogue: None,
        };
        let mut out = Vec::new();
        command.run(&mut out).map_err(|failure| failure.to_string())?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn a_plan_can_be_read_by_people_and_programs() {
        let text = planned("convenience_store", r#"{"business_form":"sole"}"#, false).unwrap();
        assert!(
            text.starts_with("开便利店 (convenience_store)") && text.contains("working days"),
            "{text}"
        );
        let json = planned("convenience_store", r#"{"business_form":"sole"}"#, true).unwrap();
        let plan: plan::Plan = serde_json::from_str(&json).unwrap();
        assert_eq!(plan.theme.as_str(), "convenience_store");
    }

    #[test]
    fn a_mistake_is_named() {
        for (theme, answers, named) in [
            ("airport", "{}", "airport"),
            ("convenience_store", "[]", "one JSON object"),
            (
                "convenience_store",
                r#"{"business_form":"king"}"#,
                "business_form: answer_unknown_option",
            ),
        ] {
            let failure = planned(theme, answers, false).unwrap_err();
            assert!(failure.contains(named), "{failure}");
        }
    }
}
