//! Counts of what was asked, in windows that slide.
//!
//! A window is a part of time, such as one hour. How much was asked lately is what the window so far has, and of the one
//! before it as large a share as the last hour reaches back into it. Two numbers for each key are all that is kept, and
//! several servers can add theirs up: each sends what it has counted itself ([`Counts::unsent`]) and takes over the sums
//! ([`Counts::learn`]).

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What is counted: a class with an address, a secret or a session, as a keyed hash.
pub type Key = [u8; 16];

/// Most keys at the same time, some 15 MB. Beyond them the oldest windows go, and then new keys share one.
const MOST_KEYS: usize = 200_000;
/// The key of those for whom there is no room.
const OTHERS: Key = [0; 16];
/// Those together get so many times what one of them would.
const OTHERS_TIMES: u32 = 20;

/// Counts of what was asked.
#[derive(Debug, Default)]
pub struct Counts {
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    rows: HashMap<Key, Counted>,
    /// When what no longer counts was last removed.
    swept_at: i64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    length: u32,
    window: i64,
    now: u32,
    before: u32,
    unsent: u32,
}

/// There is no room for another request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full {
    /// After so many seconds there is, if nothing comes meanwhile.
    pub seconds: u64,
}

/// What this server has counted and not yet told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delta {
    /// What is counted.
    pub key: Key,
    /// The window, counted from 1970 in its own length.
    pub window: i64,
    /// When the window no longer counts, in seconds since 1970.
    pub ends_at: i64,
    /// How many were added.
    pub more: u32,
}

/// What all servers together have counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What is counted.
    pub key: Key,
    /// The window.
    pub window: i64,
    /// The sum.
    pub sum: u32,
}

impl Counts {
    /// Counts one request under several keys, each with its limit, when there is room under all of them. What is turned
    /// away does not count.
    ///
    /// # Errors
    /// When there is none.
    pub fn take(&self, asked: &[(Key, u32)], length: u32, now: i64) -> Result<(), Full> {
        let mut table = self.table();
        table.make_room(now);
        let rows = &mut table.rows;
        let place = |rows: &HashMap<Key, Counted>, key: Key, most: u32| {
            if rows.len() < MOST_KEYS || rows.contains_key(&key) {
                (key, most)
            } else {
                (OTHERS, most.saturating_mul(OTHERS_TIMES))
            }
        };
        let asked: Vec<_> = asked.iter().map(|(key, most)| place(rows, *key, *most)).collect();
        for (key, most) in &asked {
            let counted = rows.get(key).copied().unwrap_or_default().at(length, now);
            if counted.standing(now) >= *most {
                return Err(Full {
                    seconds: counted.wait(*most, now),
                });
            }
        }
        for (key, _) in asked {
            let row = rows.entry(key).or_default();
            *row = row.at(length, now);
            row.now = row.now.saturating_add(1);
            row.unsent = row.unsent.saturating_add(1);
        }
        Ok(())
    }

    /// How much was asked lately under a key.
    #[must_use]
    pub fn standing(&self, key: &Key, length: u32, now: i64) -> u32 {
        let row = self.table().rows.get(key).copied().unwrap_or_default();
        row.at(length, now).standing(now)
    }

    /// Everything counted here since the last time somebody asked.
    #[must_use]
    pub fn unsent(&self) -> Vec<Delta> {
        let mut table = self.table();
        let unsent = table.rows.iter_mut().filter(|(_, row)| row.unsent > 0);
        unsent
            .map(|(key, row)| Delta {
                key: *key,
                window: row.window,
                ends_at: (row.window + 2) * i64::from(row.length),
                more: std::mem::take(&mut row.unsent),
            })
            .collect()
    }

    /// Takes over the sums of all servers. What was counted here since then comes on top.
    pub fn learn(&self, sums: &[Row]) {
        let mut table = self.table();
        for sum in sums {
            if let Some(row) = table.rows.get_mut(&sum.key)
                && row.window == sum.window
            {
                row.now = sum.sum.saturating_add(row.unsent);
            }
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // Numbers are right after every step, so a panic in between leaves them usable.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    /// Removes what no longer counts, when there is no room for more; at most once a second, for it takes a while.
    fn make_room(&mut self, now: i64) {
        if self.rows.len() >= MOST_KEYS && self.swept_at != now {
            self.swept_at = now;
            self.rows.retain(|_, row| !row.is_over(now));
        }
    }
}

impl Counted {
    /// The same at a later time.
    fn at(self, length: u32, now: i64) -> Self {
        let window = now.div_euclid(i64::from(length.max(1)));
        let fresh = Self {
            length,
            window,
            ..Self::default()
        };
        if self.length != length {
            return fresh;
        }
        match window - self.window {
            0 => self,
            1 => Self {
                before: self.now,
                ..fresh
            },
            // Long ago, or the clock was set back.
            _ => fresh,
        }
    }

    fn standing(self, now: i64) -> u32 {
        let length = i64::from(self.length.max(1));
        let left = length - now.rem_euclid(length);
        let share = i64::from(self.before) * left / length;
        self.now.saturating_add(u32::try_from(share).unwrap_or(u32::MAX))
    }

    /// Seconds until less than `most` was asked lately.
    fn wait(self, most: u32, now: i64) -> u64 {
        let length = i64::from(self.length.max(1));
        let gone = now.rem_euclid(length);
        let free = |count: u32, room: i64| length - length * room / i64::from(count.max(1));
        let room = i64::from(most) - i64::from(self.now);
        let seconds = if room > 0 {
            free(self.before, room - 1) - gone + 1
        } else {
            length - gone + free(self.now, i64::from(most) - 1) + 1
        };
        u64::try_from(seconds.clamp(1, 2 * length)).unwrap_or(1)
    }

    fn is_over(&self, now: i64) -> bool {
        (self.window + 2) * i64::from(self.length.max(1)) <= now
    }
}

#[cfg(test)]
mod tests;
