//! Facts that hold for a time and a region: of several, the most local one that covers the day counts.

use jiff::civil::Date;

use super::RegionCode;

/// A fact with a first day, perhaps a last one, and perhaps a region.
pub(super) trait Term {
    /// The first day it holds.
    fn from(&self) -> Date;
    /// The last day it holds; without end, when there is none.
    fn until(&self) -> Option<Date>;
    /// Where it holds; everywhere, when nothing is said.
    fn region(&self) -> Option<&RegionCode>;
}

/// Gives a type with the fields `from`, `until` and `region` its [`Term`].
macro_rules! term {
    ($type:ty) => {
        impl $crate::catalogue::term::Term for $type {
            fn from(&self) -> jiff::civil::Date {
                self.from
            }

            fn until(&self) -> Option<jiff::civil::Date> {
                self.until
            }

            fn region(&self) -> Option<&$crate::catalogue::RegionCode> {
                self.region.as_ref()
            }
        }
    };
}
pub(super) use term;

/// The most local term that covers the day; none is an answer too, never "the last one".
pub(super) fn most_local<'t, T: Term>(terms: &'t [T], on: Date, region: Option<&RegionCode>) -> Option<&'t T> {
    terms
        .iter()
        .filter(|term| covers(term.from(), term.until(), on))
        .filter(|term| {
            term.region()
                .is_none_or(|outer| region.is_some_and(|r| outer.contains(r)))
        })
        .max_by_key(|term| term.region().map_or(0, RegionCode::depth))
}

/// Whether a day lies between the first and the last one, both included.
pub(super) fn covers(from: Date, until: Option<Date>, on: Date) -> bool {
    from <= on && until.is_none_or(|until| on <= until)
}
