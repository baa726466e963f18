//! What the form program shows until it runs, and where it cannot run.

use leptos::prelude::*;

use super::Page;
use crate::text;

/// Says that the form is being opened; where the program cannot start, what to do instead. A script in the frame of the
/// page finds out.
#[must_use]
pub fn waiting() -> Page {
    let view = view! {
        <div class="column">
            <h1 tabindex="-1">{text::load_form()}</h1>
            <p class="waiting" role="status">{text::load_waiting()}</p>
            <noscript><p class="note">{text::load_no_program()}</p></noscript>
            <p class="note no-program">{text::load_no_program()}</p>
        </div>
    };
    Page {
        title: text::load_form().to_owned(),
        view: view.into_any(),
    }
}
