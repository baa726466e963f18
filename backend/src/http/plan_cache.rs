//! Plans that were asked for before.
//!
//! A plan follows from the request, the catalogue and the day, and many people ask the same. So the answer to a body is
//! kept in memory, under the body and the day, until newer ones push it out.

use axum::body::Bytes;
use jiff::civil::Date;
use quick_cache::{Weighter, sync::Cache};

/// What all kept answers may take in bytes.
const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// How many answers are expected to fit.
const USUAL_ANSWERS: usize = 1000;
/// Longer requests are rare and do not come again.
const LONGEST_REQUEST_BYTES: usize = 4096;

type Key = (Date, Bytes);

#[derive(Debug, Clone)]
struct Bulk;

impl Weighter<Key, Bytes> for Bulk {
    fn weight(&self, (_, request): &Key, answer: &Bytes) -> u64 {
        (request.len() + answer.len()) as u64
    }
}

/// Answers by request and day.
#[derive(Debug)]
pub struct PlanCache(Cache<Key, Bytes, Bulk>);

impl Default for PlanCache {
    fn default() -> Self {
        Self(Cache::with_weighter(USUAL_ANSWERS, MOST_BYTES, Bulk))
    }
}

impl PlanCache {
    /// The answer to a request of the same day.
    #[must_use]
    pub fn get(&self, today: Date, request: &Bytes) -> Option<Bytes> {
        self.0.get(&(today, request.clone()))
    }

    /// Keeps an answer.
    pub fn keep(&self, today: Date, request: Bytes, answer: Bytes) {
        if request.len() <= LONGEST_REQUEST_BYTES {
            self.0.insert((today, request), answer);
        }
    }
}
