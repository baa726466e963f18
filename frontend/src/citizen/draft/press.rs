//! Waits until no mouse button is held.
//!
//! A press on a control below a field takes the focus out of that field first. What is then said below the field would
//! push the control away from under the press, and the press would be lost: on phones too, where a tap ends as a press
//! of the mouse.

use std::cell::RefCell;

use leptos::{ev, prelude::window_event_listener};

type Waiting = Vec<Box<dyn FnOnce()>>;

thread_local! {
    /// What waits for the button that is held; none while none is.
    static HELD: RefCell<Option<Waiting>> = const { RefCell::new(None) };
}

/// Watches presses from now on.
pub(super) fn watch() {
    // They stay as long as the program does.
    let _down = window_event_listener(ev::mousedown, |_| {
        released();
        HELD.with(|held| *held.borrow_mut() = Some(Waiting::new()));
    });
    let _up = window_event_listener(ev::mouseup, |_| released());
}

fn released() {
    let waiting = HELD.with(|held| held.borrow_mut().take());
    waiting.into_iter().flatten().for_each(|then| then());
}

/// Calls `then` at once, or when the button that is held comes up. The page may have been left by then.
pub(super) fn after(then: impl FnOnce() + 'static) {
    let now = HELD.with(|held| match held.borrow_mut().as_mut() {
        Some(waiting) => {
            waiting.push(Box::new(then));
            None
        }
        None => Some(then),
    });
    if let Some(then) = now {
        then();
    }
}
