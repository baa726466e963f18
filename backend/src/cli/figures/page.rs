//! The page as Markdown.

use std::{collections::BTreeSet, io::Write};

use yijian_domain::{
    catalogue::{Catalogue, Compared, Published, Theme},
    id::{OptionId, SourceId, ThemeId},
    situation::Answer,
    value::date,
};

use super::{Failure, count::Counted, tables};

/// What the page says before the first theme.
const HEAD: &str = "\
# What one thing saves, computed and published

Printed by `yijian figures` from the catalogue; `make figures` writes it anew. No computed figure on this page is typed
in, and a test fails when the page is not what the program computes.

Each section takes one situation, named with its answers, and compares what the program computes with what somebody
published. The published figures come without a method, so they are not a target: below each table stands what explains
the difference. How the computed figures count:

- *Each alone* asks for every item by itself, one after another; *one thing* is the plan.
- *Papers* are different papers a person brings. A paper that stands in two lines of an item's list counts once, a line that
  names several papers counts each of them, and the item's own form is no paper. *Lines* are the lines of the original
  lists that apply, forms included, which is nearer to what service guides count.
- *Working days* are the limits that bind: the promised one where one is published, else the limit of the law. One thing
  takes its longest chain. *By law* adds up the limits of the law. A star says that the item's file assumes something about
  its limits.
- *Departments* are windows to go to; *licences* are what permits and filings issue, without the registration itself.
- *Steps* inside the offices (办理环节) are no part of a plan; nothing is computed for them.
";

/// Writes the page: every theme that compares something, then the sources.
pub(super) fn write(catalogue: &Catalogue, out: &mut impl Write) -> Result<(), Failure> {
    write!(out, "{HEAD}")?;
    let mut cited: BTreeSet<&SourceId> = BTreeSet::new();
    for (id, theme) in &catalogue.themes {
        if theme.compared.is_empty() {
            continue;
        }
        let name_en = theme.name_en.as_deref().unwrap_or_default();
        writeln!(out, "\n## {} {name_en}", theme.name)?;
        for compared in &theme.compared {
            section(catalogue, id, theme, compared, out)?;
            cited.extend(&compared.sources);
        }
    }
    writeln!(out, "\n## Sources\n")?;
    for (id, source) in cited.iter().filter_map(|id| catalogue.sources.get_key_value(*id)) {
        let title = match &source.url {
            Some(url) => format!("[{}]({url})", source.title),
            None => source.title.clone(),
        };
        let published = source.published.as_deref().unwrap_or("undated");
        writeln!(out, "- `{id}`: {title}, {published}")?;
    }
    Ok(())
}

fn section(
    catalogue: &Catalogue,
    id: &ThemeId,
    theme: &Theme,
    compared: &Compared,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let counted = Counted::new(catalogue, id, compared)?;
    let figures: Vec<&Published> = theme
        .published
        .iter()
        .filter(|figure| compared.sources.contains(&figure.source))
        .collect();
    writeln!(out, "\n### {}\n\n{}\n", compared.situation, compared.remark.trim())?;
    answers(catalogue, theme, compared, out)?;
    tables::items(catalogue, &counted, out)?;
    tables::table(catalogue, &counted, &figures, out)?;
    differences(&figures, out)?;
    papers(catalogue, &counted, out)
}

/// The merged list, so that a reader can hold it against a guide.
fn papers(catalogue: &Catalogue, counted: &Counted<'_>, out: &mut impl Write) -> Result<(), Failure> {
    let papers = counted.plan.materials.iter().map(|line| {
        let paper = english(&line.name, line.name_en.as_ref());
        let role = line.id.role.as_ref().and_then(|role| catalogue.roles.get(role));
        role.map_or_else(
            || paper.to_owned(),
            |role| {
                format!(
                    "{paper} of the {}",
                    english(&role.name, role.name_en.as_ref()).to_lowercase()
                )
            },
        )
    });
    let papers: Vec<_> = papers.collect();
    writeln!(out, "\nThe papers of one thing: {}.", papers.join("; "))?;
    Ok(())
}

/// The English name where there is one.
pub(super) fn english<'a>(name: &'a str, name_en: Option<&'a String>) -> &'a str {
    name_en.map_or(name, String::as_str)
}

/// The answers in the order they are asked, and the day of the rules.
fn answers(catalogue: &Catalogue, theme: &Theme, compared: &Compared, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "Rules of {}. Answers:\n", date::write(compared.on))?;
    for id in &theme.questions {
        let (Some(question), Some(answer)) = (catalogue.questions.get(id), compared.answers.get(id)) else {
            continue;
        };
        let option = |id: &OptionId| {
            let choice = question.options.iter().find(|choice| choice.id == *id);
            choice.map_or("", |choice| english(&choice.name, choice.name_en.as_ref()))
        };
        let said = match answer {
            Answer::YesNo(true) => "yes".to_owned(),
            Answer::YesNo(false) => "no".to_owned(),
            Answer::Number(number) => format!("{number} {}", question.unit.as_deref().unwrap_or_default()),
            Answer::One(one) => option(one).to_owned(),
            Answer::Many(none) if none.is_empty() => "none of these".to_owned(),
            Answer::Many(many) => many.iter().map(option).collect::<Vec<_>>().join("; "),
        };
        let ask = english(&question.ask, question.ask_en.as_ref());
        writeln!(out, "- {ask} {}", said.trim_end())?;
    }
    Ok(())
}

/// What explains each difference, with what to know about the published figure.
fn differences(figures: &[&Published], out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "\nWhat explains the difference:\n")?;
    for figure in figures {
        let difference = figure.difference.as_deref().unwrap_or_default().trim();
        write!(
            out,
            "- *{}*, `{}`: {difference}",
            tables::name(figure.metric),
            figure.source
        )?;
        if let Some(note) = &figure.note {
            write!(out, " (Published with: {note})")?;
        }
        writeln!(out)?;
    }
    Ok(())
}
