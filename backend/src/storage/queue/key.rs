//! Where a page of a list ended, as something that is handed out and comes back.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Order {
    /// By the day it is due, what has none last; then by age.
    Due,
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
    /// By the applicant's name.
    Name,
}

/// The place of a row in its list. What its order does not need is empty.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Key {
    pub(super) order: Order,
    pub(super) due: String,
    pub(super) at: i64,
    pub(super) number: String,
    pub(super) item: String,
    pub(super) holder: String,
}

/// Text that no page handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("`after` is not what `next` of a page with the same order said: leave it out to begin anew")]
pub struct BadCursor;

impl Key {
    /// As text that goes into an address.
    pub(super) fn write(&self) -> String {
        let key = (self.order, &self.due, self.at, &self.number, &self.item, &self.holder);
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&key).expect("texts and a number"))
    }

    /// Reads what [`Key::write`] wrote.
    ///
    /// # Errors
    /// When it did not, or for another order.
    pub(super) fn read(text: &str, wanted: Order) -> Result<Self, BadCursor> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| BadCursor)?;
        let (order, due, at, number, item, holder) = serde_json::from_slice(&bytes).map_err(|_| BadCursor)?;
        let key = Self {
            order,
            due,
            at,
            number,
            item,
            holder,
        };
        if order == wanted { Ok(key) } else { Err(BadCursor) }
    }

    /// Whether it stands before another in their order.
    pub(super) fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let whole = |key: &Self| (key.at, key.number.clone(), key.item.clone());
        match self.order {
            Order::Due => self.due.cmp(&other.due).then_with(|| whole(self).cmp(&whole(other))),
            Order::Oldest => whole(self).cmp(&whole(other)),
            Order::Newest => whole(other).cmp(&whole(self)),
            Order::Name => (&self.holder, &self.number, &self.item).cmp(&(&other.holder, &other.number, &other.item)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went_and_nothing_else_is_one() {
        let key = Key {
            order: Order::Due,
            due: "2026-03-09".to_owned(),
            at: 1_772_416_800,
            number: "61032820260302000017".to_owned(),
            item: String::new(),
            holder: String::new(),
        };
        let text = key.write();
        assert!(Key::read(&text, Order::Due).is_ok_and(|back| back == key));
        assert_eq!(Key::read(&text, Order::Newest).err(), Some(BadCursor));
        for text in ["", "?", "e30", &text[1..], "WyJEdWUiXQ"] {
            assert_eq!(Key::read(text, Order::Due).err(), Some(BadCursor), "{text}");
        }
    }
}
