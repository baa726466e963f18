//! The composite licence of a decided case: names, numbers and validity from the catalogue.

use jiff::civil::Date;
use yijian_domain::{
    case::{Case, CaseStage, Component, ComponentState, Composite, Part},
    catalogue::{Catalogue, NumberParts, NumberRule, Pattern, RegionCode},
    id::{MaterialId, NumberId},
};

use super::{
    Subject,
    number::{RuleFault, fill, pattern, region_of},
};

/// The paper that the business itself rests on.
const BUSINESS_LICENCE: &str = "business_licence";

/// The sequences that the licence of a case will need, one for each number: the rule, and what it counts within.
///
/// # Errors
/// When the catalogue has no rule for something that was granted.
pub fn keys(
    catalogue: &Catalogue,
    case: &Case,
    subject: &Subject,
    today: Date,
) -> Result<Vec<(String, String)>, RuleFault> {
    let region = region_of(case.file.region.as_ref());
    let mut keys = Vec::new();
    let issued = issued(case);
    if issued.is_empty() {
        return Ok(keys);
    }
    let parts = NumberParts::new(&region, today);
    let composite = NumberRule::COMPOSITE_LICENCE;
    let key = composite_pattern(catalogue, &region, today)?.counter_key(&parts);
    keys.push((composite.to_owned(), key));
    for (part, paper) in issued {
        let (pattern, parts) = component_pattern(catalogue, part, paper, subject, &region, today)?;
        let rule = catalogue.licences.get(paper).map(|rule| rule.number.to_string());
        keys.push((rule.unwrap_or_default(), pattern.counter_key(&parts)));
    }
    Ok(keys)
}

/// The licence of a decided case; none, when nothing that was granted is issued on paper. `sequences` has one number for
/// each of [`keys`], in their order.
///
/// # Errors
/// When the catalogue has no rule for something that was granted, or a sequence is used up.
pub fn licence(
    catalogue: &Catalogue,
    case: &Case,
    subject: &Subject,
    today: Date,
    code: String,
    sequences: &[u32],
) -> Result<Option<Composite>, RuleFault> {
    let region = region_of(case.file.region.as_ref());
    let issued = issued(case);
    let mut sequences = sequences.iter().copied();
    let mut next = move || sequences.next().unwrap_or(0);
    if issued.is_empty() {
        return Ok(None);
    }
    let number = fill(
        composite_pattern(catalogue, &region, today)?,
        &NumberParts::new(&region, today),
        next(),
        "composite licence",
    )?;
    let mut components = Vec::new();
    for (part, paper) in issued {
        let (pattern, parts) = component_pattern(catalogue, part, paper, subject, &region, today)?;
        let number = fill(pattern, &parts, next(), paper.as_str())?;
        components.push(component(catalogue, part, paper, number, &region, today)?);
    }
    let theme = catalogue.themes.get(&case.file.theme);
    Ok(Some(Composite {
        number,
        code,
        version: 1,
        theme: case.file.theme.clone(),
        trade: theme.map_or_else(|| case.file.theme.to_string(), |theme| theme.name.clone()),
        holder: subject.holder(),
        issued: today,
        components,
    }))
}

fn component(
    catalogue: &Catalogue,
    part: &Part,
    paper: &MaterialId,
    number: String,
    region: &RegionCode,
    today: Date,
) -> Result<Component, RuleFault> {
    let none = || RuleFault::NoRule(paper.to_string());
    let rule = catalogue.licences.get(paper).ok_or_else(none)?;
    let validity = rule.validity(today, Some(region)).map_err(|_| none())?;
    let organ = catalogue.organ_name(&part.file.department, region);
    let department = catalogue.departments.get(&part.file.department);
    Ok(Component {
        item: part.file.item.clone(),
        paper: paper.clone(),
        name: catalogue
            .materials
            .get(paper)
            .map_or_else(|| paper.to_string(), |known| known.name.clone()),
        number,
        issuer: organ
            .or_else(|| department.map(|known| known.name.clone()))
            .unwrap_or_else(|| part.file.department.to_string()),
        from: today,
        until: validity.last_day(today),
        state: ComponentState::Granted,
        base: paper.as_str() == BUSINESS_LICENCE,
    })
}

/// The granted parts and the paper each issues.
fn issued(case: &Case) -> Vec<(&Part, &MaterialId)> {
    let CaseStage::Decided(decided) = &case.stage else {
        return Vec::new();
    };
    let granted = decided.review.granted();
    granted
        .filter_map(|part| Some((part, part.file.issues.first()?)))
        .collect()
}

fn composite_pattern<'c>(catalogue: &'c Catalogue, region: &RegionCode, today: Date) -> Result<&'c Pattern, RuleFault> {
    pattern(catalogue, &NumberId::from(NumberRule::COMPOSITE_LICENCE), region, today)
}

fn component_pattern<'c>(
    catalogue: &'c Catalogue,
    part: &'c Part,
    paper: &MaterialId,
    subject: &Subject,
    region: &'c RegionCode,
    today: Date,
) -> Result<(&'c Pattern, NumberParts<'c>), RuleFault> {
    let none = || RuleFault::NoRule(paper.to_string());
    let rule = catalogue.licences.get(paper).ok_or_else(none)?;
    let mut parts = NumberParts::new(region, today);
    parts.form = subject.food_form.or(Some(1));
    let item = catalogue.items.get(&part.file.item);
    parts.item = item.and_then(|item| item.code.as_deref());
    Ok((pattern(catalogue, &rule.number, region, today)?, parts))
}
