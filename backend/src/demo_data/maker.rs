//! One made-up case after another, as rows.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use jiff::{SignedDuration, ToSpan, civil::Date};
use yijian_domain::{
    case::{At, Case, Composite, Event},
    catalogue::Catalogue,
};

use super::{
    DemoFault, Wanted,
    chance::Chance,
    fate::{Fate, History, live},
    people::Person,
    template::{self, Template},
};
use crate::{
    cases::{Fixed, RuleFault, Subject, application_key, application_number, keys, licence, rows},
    clock::Moment,
    storage::{CasePartRow, CaseRow, MadeUp},
    vault::Vault,
};

/// The share of the newest cases that are on their way, one in so many.
const NEWEST: i64 = 50;
/// One old case in so many has all of its papers and its licence.
const WHOLE: u64 = 500;
/// So has one in so many of those on their way.
const WHOLE_OF_THE_NEWEST: u64 = 2;
/// Ways that cases of a day may go at most, so that a way is walked once for many of them.
const WAYS_A_DAY: u64 = 24;
/// Cases arrive from nine o'clock on, for so many seconds.
const OPEN_FOR: u64 = 6 * 3600;
/// One case in so many belongs to an account.
const OWNED: u64 = 100;

/// Numbers by rule and what they count within.
pub(super) type Numbers = BTreeMap<(String, String), i64>;

/// A way that cases of one day went, with its rows.
#[derive(Debug, Clone)]
struct Way {
    history: History,
    row: CaseRow,
    parts: Vec<CasePartRow>,
}

pub(super) struct Maker {
    catalogue: Arc<Catalogue>,
    vault: Vault,
    wanted: Wanted,
    today: Date,
    whole: Vec<Template>,
    lean: Vec<Template>,
    owners: Vec<String>,
    numbers: Numbers,
    touched: Numbers,
    ways: HashMap<(usize, Fate), Way>,
    ways_of: Option<Date>,
}

impl Maker {
    pub(super) fn new(
        catalogue: Arc<Catalogue>,
        vault: Vault,
        wanted: Wanted,
        today: Date,
        numbers: Numbers,
        owners: Vec<String>,
    ) -> Result<Self, DemoFault> {
        let whole = template::all(&catalogue, today);
        let lean: Vec<Template> = whole.iter().flat_map(Template::lean).collect();
        if lean.is_empty() {
            return Err(DemoFault::NoTheme);
        }
        Ok(Self {
            catalogue,
            vault,
            wanted,
            today,
            whole,
            lean,
            owners,
            numbers,
            touched: Numbers::new(),
            ways: HashMap::new(),
            ways_of: None,
        })
    }

    /// The numbers that were given out since this was asked last.
    pub(super) fn touched(&mut self) -> Vec<(String, String, i64)> {
        let touched = std::mem::take(&mut self.touched);
        touched
            .into_iter()
            .map(|((rule, scope), last)| (rule, scope, last))
            .collect()
    }

    /// The case of a place in the fill, from 0.
    pub(super) fn make(&mut self, no: i64) -> Result<MadeUp, RuleFault> {
        let mut chance = Chance::new(self.wanted.seed, no);
        let day = self.day(no);
        let age = i64::from((self.today - day).get_days());
        let newest = no >= self.wanted.cases - self.wanted.cases / NEWEST;
        let fate = if newest {
            Fate::of_the_last_weeks(&mut chance, age)
        } else {
            Fate::of_old(&mut chance)
        };
        let person = Person::draw(&mut chance);
        let after = i64::try_from(chance.below(OPEN_FOR)).unwrap_or(0);
        let whole = if newest { WHOLE_OF_THE_NEWEST } else { WHOLE };
        let mut made = if chance.below(whole) == 0 {
            self.whole(&mut chance, fate, day, &person)?
        } else {
            self.lean(&mut chance, fate, day, &person)?
        };
        for (event, at) in &mut made.events {
            event.at = At(event.at.0.saturating_add(SignedDuration::from_secs(after)));
            *at = moment(event.at);
        }
        if let (Some((_, issued)), Some((_, last))) = (&mut made.licence, made.events.last()) {
            *issued = *last;
        }
        made.row.submitted_at = made.events.first().map_or(made.row.submitted_at, |(_, at)| *at);
        made.secret = chance.text(b"0123456789abcdef", 32);
        if !self.owners.is_empty() && chance.below(OWNED) == 0 {
            made.owner = Some(chance.pick(&self.owners).clone());
        }
        Ok(made)
    }

    /// The day a case arrives: the first years ago, the last today.
    fn day(&self, no: i64) -> Date {
        let days = i64::from(self.wanted.years) * 365;
        let age = days - 1 - no * days / self.wanted.cases.max(1);
        self.today.saturating_sub(age.days())
    }

    fn whole(&mut self, chance: &mut Chance, fate: Fate, day: Date, person: &Person) -> Result<MadeUp, RuleFault> {
        let template = chance.pick(&self.whole).clone();
        let code = chance.text(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ", 16);
        let mut file = template.file.clone();
        file.number = self.next_number(&template, day)?;
        let subject = subject(&template, person);
        let catalogue = Arc::clone(&self.catalogue);
        let mut made = None;
        let mut issue = |case: &Case, day: Date| {
            made = self.licence(case, &subject, day, code.clone());
            made.clone()
        };
        let history = live(file, day, fate, &catalogue.calendar, &mut issue);
        let way = self.way(history, &template, &subject);
        let licence = way.history.case.stage.licence().cloned();
        Ok(made_up(way, &template, person, licence))
    }

    /// A case that goes a way which others of the day went too.
    fn lean(&mut self, chance: &mut Chance, fate: Fate, day: Date, person: &Person) -> Result<MadeUp, RuleFault> {
        if self.ways_of != Some(day) {
            self.ways.clear();
            self.ways_of = Some(day);
        }
        let first = u64::from(day.day_of_year().unsigned_abs()) * 31 + u64::from(day.year().unsigned_abs()) * 17;
        let place = usize::try_from((first * WAYS_A_DAY + chance.below(WAYS_A_DAY) * 7) % self.lean.len() as u64);
        let place = place.unwrap_or(0);
        let template = self.lean[place].clone();
        let number = self.next_number(&template, day)?;
        let subject = subject(&template, person);
        if !self.ways.contains_key(&(place, fate)) {
            let calendar = &self.catalogue.calendar;
            let history = live(template.file.clone(), day, fate, calendar, &mut |_, _| None);
            let way = self.way(history, &template, &subject);
            self.ways.insert((place, fate), way);
        }
        let mut way = self.ways[&(place, fate)].clone();
        way.row.holder = subject.listed(&self.vault);
        way.row.number.clone_from(&number);
        if let Some(yijian_domain::case::Act::Receive { file }) =
            way.history.events.first_mut().map(|event| &mut event.act)
        {
            file.number = number;
        }
        Ok(made_up(way, &template, person, None))
    }

    /// The rows of a case, as they stand on the day of its last event.
    fn way(&self, history: History, template: &Template, subject: &Subject) -> Way {
        let fixed = Fixed {
            theme_name: template.theme_name.clone(),
            submitted_at: history
                .events
                .first()
                .map_or(Moment::from_seconds(0), |event| moment(event.at)),
        };
        let day = history.events.last().map_or(self.today, |event| event.at.day());
        let calendar = &self.catalogue.calendar;
        let (row, parts) = rows(&history.case, subject, &self.vault, &fixed, calendar, day, "");
        Way { history, row, parts }
    }

    fn next_number(&mut self, template: &Template, day: Date) -> Result<String, RuleFault> {
        let region = template.file.region.as_ref();
        let key = application_key(&self.catalogue, region, day)?;
        let rule = yijian_domain::catalogue::NumberRule::APPLICATION.to_owned();
        let sequence = self.next((rule, key));
        application_number(&self.catalogue, region, day, sequence)
    }

    fn next(&mut self, key: (String, String)) -> u32 {
        let last = self.numbers.entry(key.clone()).or_default();
        *last += 1;
        self.touched.insert(key, *last);
        u32::try_from(*last).unwrap_or(u32::MAX)
    }

    /// The licence of a decided case; none, when nothing is issued or a sequence of the catalogue is used up.
    fn licence(&mut self, case: &Case, subject: &Subject, day: Date, code: String) -> Option<Composite> {
        let keys = keys(&self.catalogue, case, subject, day).ok()?;
        let sequences: Vec<u32> = keys.into_iter().map(|key| self.next(key)).collect();
        licence(&self.catalogue, case, subject, day, code, &sequences)
            .ok()
            .flatten()
    }
}

fn made_up(way: Way, template: &Template, person: &Person, licence: Option<Composite>) -> MadeUp {
    let Way { history, row, parts } = way;
    let sheets = template.parts.iter().map(|part| {
        let mut part = part.clone();
        part.body = person.put_into(&part.body);
        part
    });
    let timed = |event: Event| {
        let at = moment(event.at);
        (event, at)
    };
    let issued = row.submitted_at;
    MadeUp {
        row,
        case_parts: parts,
        secret: String::new(),
        theme_name_en: template.theme_name_en.clone(),
        body: person.put_into(&template.kept),
        parts: sheets.collect(),
        events: history.events.into_iter().map(timed).collect(),
        licence: licence.map(|licence| (licence, issued)),
        owner: None,
    }
}

fn subject(template: &Template, person: &Person) -> Subject {
    let mut subject = template.subject.clone();
    for value in [
        &mut subject.business,
        &mut subject.person,
        &mut subject.id_number,
        &mut subject.mobile,
    ] {
        *value = value.as_deref().map(|text| person.put_into(text));
    }
    subject
}

/// The moment of an event.
fn moment(at: At) -> Moment {
    let time = at.0.time();
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    Moment::from_seconds(Moment::beginning_of(at.day()).seconds() + seconds)
}
