//! No such page.

use leptos::prelude::*;

use super::Page;
use crate::text;

/// Says that there is no such page, and where to go on.
#[must_use]
pub fn missing() -> Page {
    let view = view! {
        <div class="column">
            <h1 tabindex="-1">{text::missing_title()}</h1>
            <p class="lead">{text::missing_text()}</p>
            <p class="actions"><a class="weui-btn weui-btn_primary" href="/">{text::missing_home()}</a></p>
        </div>
    };
    Page {
        title: text::missing_title().to_owned(),
        view: view.into_any(),
    }
}

/// Very much was asked from where this person is: kindly asks to wait.
#[must_use]
pub fn too_many() -> Page {
    let view = view! {
        <div class="column">
            <h1 tabindex="-1">{text::too_many_title()}</h1>
            <p class="lead">{text::too_many_text()}</p>
        </div>
    };
    Page {
        title: text::too_many_title().to_owned(),
        view: view.into_any(),
    }
}

/// The case of this receipt was deleted because its time was over.
#[must_use]
pub fn deleted() -> Page {
    let view = view! {
        <div class="column">
            <h1 tabindex="-1">{text::deleted_title()}</h1>
            <p class="lead">{text::deleted_text()}</p>
            <p class="actions"><a class="weui-btn weui-btn_primary" href="/">{text::missing_home()}</a></p>
        </div>
    };
    Page {
        title: text::deleted_title().to_owned(),
        view: view.into_any(),
    }
}
