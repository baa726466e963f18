//! Tells whoever looks at a case that something happened: how many events it has now.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::watch;

/// Most who look at one case at a time.
const MOST_OF_A_CASE: usize = 4;
/// Most who look at all cases at a time: each costs a connection.
const MOST: usize = 2000;

/// Who looks at which case. Copies share everything.
#[derive(Debug, Clone, Default)]
pub struct News(Arc<Mutex<Board>>);

#[derive(Debug, Default)]
struct Board {
    cases: HashMap<String, Watched>,
    looking: usize,
    closed: bool,
}

#[derive(Debug)]
struct Watched {
    events: watch::Sender<u32>,
    looking: usize,
}

/// Somebody who looks at a case until this is dropped.
#[derive(Debug)]
pub struct Looking {
    news: News,
    number: String,
    events: watch::Receiver<u32>,
}

impl News {
    /// A case has so many events now.
    pub fn tell(&self, number: &str, events: u32) {
        self.with(|board| {
            if let Some(watched) = board.cases.get(number) {
                // It may be told twice: by this server and by the database.
                watched.events.send_if_modified(|known| {
                    let more = *known < events;
                    *known = events.max(*known);
                    more
                });
            }
        });
    }

    /// Something may have happened to any case.
    pub fn stir(&self) {
        self.with(|board| {
            for watched in board.cases.values() {
                watched.events.send_modify(|_| {});
            }
        });
    }

    /// Begins to look at a case; none, when too many do, or the program is about to stop.
    #[must_use]
    pub fn look(&self, number: &str) -> Option<Looking> {
        let events = self.with(|board| {
            let own = board.cases.get(number).map_or(0, |watched| watched.looking);
            if board.closed || board.looking >= MOST || own >= MOST_OF_A_CASE {
                return None;
            }
            board.looking += 1;
            let watched = board.cases.entry(number.to_owned()).or_insert_with(|| Watched {
                events: watch::Sender::new(0),
                looking: 0,
            });
            watched.looking += 1;
            Some(watched.events.subscribe())
        })?;
        Some(Looking {
            news: self.clone(),
            number: number.to_owned(),
            events,
        })
    }

    /// Lets everybody go, because the program is about to stop.
    pub fn close(&self) {
        self.with(|board| {
            board.closed = true;
            board.cases.clear();
        });
    }

    fn with<T>(&self, work: impl FnOnce(&mut Board) -> T) -> T {
        // Nothing that is done under the lock can leave it half done.
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Looking {
    /// Waits until something happens: how many events the case has then; none, when nothing will.
    pub async fn next(&mut self) -> Option<u32> {
        self.events.changed().await.ok()?;
        Some(*self.events.borrow_and_update())
    }
}

impl Drop for Looking {
    fn drop(&mut self) {
        self.news.with(|board| {
            board.looking = board.looking.saturating_sub(1);
            if let Some(watched) = board.cases.get_mut(&self.number) {
                watched.looking = watched.looking.saturating_sub(1);
                if watched.looking == 0 {
                    board.cases.remove(&self.number);
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_looks_at_a_case_hears_of_it_and_of_no_other() {
        let news = News::default();
        let (mut one, mut other) = (news.look("1").unwrap(), news.look("1").unwrap());
        let mut elsewhere = news.look("2").unwrap();
        news.tell("1", 3);
        news.tell("1", 5);
        assert_eq!((one.next().await, other.next().await), (Some(5), Some(5)));
        news.close();
        assert_eq!(elsewhere.next().await, None);
        assert!(news.look("1").is_none());
    }

    #[test]
    fn only_so_many_look_at_one_case_and_at_all() {
        let news = News::default();
        let mut all: Vec<_> = (0..MOST_OF_A_CASE).map(|_| news.look("1").unwrap()).collect();
        assert!(news.look("1").is_none());
        all.pop();
        all.push(news.look("1").unwrap());
        for number in 2.. {
            match news.look(&number.to_string()) {
                Some(looking) => all.push(looking),
                None => break,
            }
        }
        assert_eq!(all.len(), MOST);
        drop(all);
        assert!(news.0.lock().unwrap().cases.is_empty());
        assert!(news.look("1").is_some());
    }
}
