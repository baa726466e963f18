//! How many connections there may be, and that nobody takes them all.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use ipnet::IpNet;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Once half of all places are taken, one address may hold one in so many.
const SHARE: u32 = 16;

/// The places of connections. Copies share them.
#[derive(Debug, Clone)]
pub struct Places {
    free: Arc<Semaphore>,
    most: u32,
    held: Arc<Mutex<HashMap<IpAddr, u32>>>,
    trusted: Arc<Vec<IpNet>>,
}

/// A place of one connection, given back when dropped.
#[derive(Debug)]
pub(super) struct Place {
    address: IpAddr,
    held: Arc<Mutex<HashMap<IpAddr, u32>>>,
    _room: OwnedSemaphorePermit,
}

impl Places {
    /// So many places; trusted proxies, which ask for many, may hold all of them.
    #[must_use]
    pub fn new(most: u32, trusted: Vec<IpNet>) -> Self {
        Self {
            free: Arc::new(Semaphore::new(most as usize)),
            most,
            held: Arc::default(),
            trusted: Arc::new(trusted),
        }
    }

    /// Waits until there is room for one more.
    pub(super) async fn room(&self) -> OwnedSemaphorePermit {
        let room = Arc::clone(&self.free).acquire_owned().await;
        room.expect("nothing closes the semaphore")
    }

    /// Gives an address a place, unless others need it more.
    pub(super) fn seat(&self, room: OwnedSemaphorePermit, address: IpAddr) -> Option<Place> {
        let address = network(address.to_canonical());
        let is_crowded = self.free.available_permits() < self.most as usize / 2;
        let is_trusted = self.trusted.iter().any(|proxies| proxies.contains(&address));
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let own = held.get(&address).copied().unwrap_or(0);
        if is_crowded && !is_trusted && own >= self.most / SHARE {
            return None;
        }
        held.insert(address, own + 1);
        drop(held);
        Some(Place {
            address,
            held: Arc::clone(&self.held),
            _room: room,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = held.get_mut(&self.address) {
            *own -= 1;
            if *own == 0 {
                held.remove(&self.address);
            }
        }
    }
}

/// Who has one address of IPv6 has a network of them. Loopback stays what it is, because proxies are trusted by it.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(own) if !own.is_loopback() => {
            let [a, b, c, d, ..] = own.segments();
            [a, b, c, d, 0, 0, 0, 0].into()
        }
        IpAddr::V4(_) | IpAddr::V6(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn seats(places: &Places, address: &str, count: usize) -> Vec<Place> {
        let mut seats = Vec::new();
        for _ in 0..count {
            let room = places.room().await;
            seats.extend(places.seat(room, address.parse().unwrap()));
        }
        seats
    }

    #[tokio::test]
    async fn when_it_gets_crowded_nobody_takes_all_places() {
        let places = Places::new(64, vec!["10.0.0.0/8".parse().unwrap()]);
        let greedy = seats(&places, "192.0.2.1", 60).await;
        assert_eq!(greedy.len(), 32, "until half of all are taken");
        assert_eq!(seats(&places, "2001:db8::1", 9).await.len(), 4);
        let one = seats(&places, "2001:db8::1", 3).await;
        assert_eq!(seats(&places, "2001:db8::2", 9).await.len(), 1, "one network together");
        drop(one);
        assert_eq!(seats(&places, "10.0.0.1", 20).await.len(), 20);
        drop(greedy);
        assert_eq!(seats(&places, "192.0.2.1", 20).await.len(), 20);
        assert!(places.held.lock().unwrap().is_empty());
        assert_eq!(places.free.available_permits(), 64);
    }
}
