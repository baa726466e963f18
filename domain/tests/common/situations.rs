//! Random situations that are the same on every machine, and a digest of the plan of each.
//!
//! Used by `examples/parity.rs` and `tests/parity.rs`: the native program writes the digests down, the WebAssembly
//! program must find the same.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use yijian_domain::{
    catalogue::{Catalogue, Item, Question, QuestionKind, RegionCode, Theme},
    id::{MaterialKey, OptionId, QuestionId, ThemeId},
    number::Number,
    plan::{Request, plan},
    situation::{Answer, Answers},
};

/// How many situations are compared.
pub(crate) const SITUATIONS: u64 = 10_000;

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but not including `end`. Slightly uneven for large ends, which does no harm here.
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn chance(&mut self, of: usize, out_of: usize) -> bool {
        self.below(out_of) < of
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

/// The situation with this number: a theme, some answers of which some may be wrong, a place, papers and a day of 2026.
pub(crate) fn situation(catalogue: &Catalogue, number: u64) -> Request {
    // Far apart, so that neighbours do not share their dice.
    let mut dice = Dice(number.wrapping_mul(0xd134_2543_de82_ef95));
    let themes: Vec<&ThemeId> = catalogue.themes.keys().collect();
    let theme = (*dice.pick(&themes).expect("the catalogue has themes")).clone();
    let about = &catalogue.themes[&theme];
    let answers = answers(catalogue, about, &mut dice);
    let region = region(catalogue, &mut dice);
    let papers = papers(catalogue, about);
    Request {
        theme,
        answers,
        region,
        held: some(&papers, &mut dice),
        chosen: some(&papers, &mut dice),
        promised: some(&papers, &mut dice),
        on: day(&mut dice),
    }
}

fn answers(catalogue: &Catalogue, theme: &Theme, dice: &mut Dice) -> Answers {
    // From nothing answered to everything, complete ones more often.
    let share = *dice.pick(&[0, 3, 6, 9, 10, 10]).expect("not empty");
    let wrong = *dice.pick(&[0, 0, 1]).expect("not empty");
    let mut answers = Answers::new();
    for id in &theme.questions {
        let Some(question) = catalogue.questions.get(id).filter(|_| dice.chance(share, 10)) else {
            continue;
        };
        let answer = if dice.chance(wrong, 6) {
            nonsense(dice)
        } else {
            fitting(question, dice)
        };
        answers.insert(id.clone(), answer);
    }
    if dice.chance(wrong, 4) {
        let all: Vec<&QuestionId> = catalogue.questions.keys().collect();
        answers.extend(dice.pick(&all).map(|id| ((*id).clone(), nonsense(dice))));
        answers.insert(QuestionId::from("no_such_question"), Answer::YesNo(true));
    }
    answers
}

/// An answer that fits; numbers stand on, just below and just above usual limits.
fn fitting(question: &Question, dice: &mut Dice) -> Answer {
    let options: Vec<&OptionId> = question.options.iter().map(|choice| &choice.id).collect();
    match question.kind {
        QuestionKind::YesNo => Answer::YesNo(dice.chance(1, 2)),
        QuestionKind::OneOf => Answer::One((*dice.pick(&options).expect("a choice has options")).clone()),
        QuestionKind::ManyOf => {
            let share = dice.below(4);
            Answer::Many(options.into_iter().filter(|_| dice.chance(share, 4)).cloned().collect())
        }
        QuestionKind::Number => {
            let usual = [
                0, 1, 20, 49, 50, 51, 60, 100, 150, 299, 300, 301, 500, 3000, 4500, 4501, 12_000,
            ]
            .map(Number::whole);
            let limits: Vec<Number> = usual.into_iter().chain(question.min).chain(question.max).collect();
            let limit = *dice.pick(&limits).expect("not empty");
            Answer::Number(*dice.pick(&[limit, limit.up(), limit.down()]).expect("not empty"))
        }
    }
}

/// An answer that fits few questions.
fn nonsense(dice: &mut Dice) -> Answer {
    match dice.below(5) {
        0 => Answer::YesNo(true),
        1 => Answer::One(OptionId::from("no_such_option")),
        2 => Answer::Many(BTreeSet::from([OptionId::from("no_such_option")])),
        3 => Answer::Many(BTreeSet::new()),
        _ => Answer::Number(Number::whole(-1)),
    }
}

/// Nowhere, a region of the catalogue, or one that it does not know.
fn region(catalogue: &Catalogue, dice: &mut Dice) -> Option<RegionCode> {
    match dice.below(6) {
        0 => None,
        1 => RegionCode::try_from("469030").ok(),
        _ => {
            let regions: Vec<&RegionCode> = catalogue.regions.values().map(|region| &region.code).collect();
            dice.pick(&regions).map(|code| (*code).clone())
        }
    }
}

/// Every paper an item of the theme can ask for, and one that none asks for.
fn papers(catalogue: &Catalogue, theme: &Theme) -> Vec<MaterialKey> {
    let items = theme.items.iter().filter_map(|id| catalogue.items.get(id));
    let mut papers: BTreeSet<MaterialKey> = items.flat_map(asked_for).collect();
    papers.extend("no_such_paper@operator#2".parse().ok());
    papers.into_iter().collect()
}

fn asked_for(item: &Item) -> impl Iterator<Item = MaterialKey> {
    item.materials
        .iter()
        .flat_map(|wants| wants.alternatives())
        .flat_map(|way| way.0.iter().cloned())
}

fn some(papers: &[MaterialKey], dice: &mut Dice) -> BTreeSet<MaterialKey> {
    let share = *dice.pick(&[0, 0, 1, 4]).expect("not empty");
    papers.iter().filter(|_| dice.chance(share, 8)).cloned().collect()
}

fn day(dice: &mut Dice) -> Date {
    let month = 1 + dice.below(12) as i8;
    let day = 1 + dice.below(28) as i8;
    date(2026, month, day)
}

/// The digest of everything a plan says, as 32 hex digits. A refusal has one too.
pub(crate) fn digest(catalogue: &Catalogue, request: &Request) -> String {
    let bytes = match plan(catalogue, request) {
        Ok(plan) => serde_json::to_vec(&plan).expect("a plan can be written as JSON"),
        Err(fault) => fault.to_string().into_bytes(),
    };
    format!("{:032x}", fnv1a(&bytes))
}

/// FNV-1a with 128 bits (Fowler, Noll, Vo).
fn fnv1a(bytes: &[u8]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes
        .iter()
        .fold(OFFSET, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}
