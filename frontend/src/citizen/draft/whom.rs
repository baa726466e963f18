//! For whom this is handed in, where somebody let the person who is signed in act for them.
//!
//! Keyboard: radio buttons. Read aloud: a group with a name.

use leptos::{prelude::*, task::spawn_local};
use yijian_domain::{
    id::ThemeId,
    value::date::parse_iso,
    wire::applicant::{AuthorisationView, Authorisations},
};

use crate::{
    api, text,
    ui::{parts::date, screen},
};

/// Whom one may act for, and who was chosen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whom {
    others: RwSignal<Vec<AuthorisationView>>,
    /// Id of the authorisation; none, when it is for oneself.
    chosen: RwSignal<Option<String>>,
}

/// What the group is called, for the focus.
pub(super) const WHOM: &str = "whom";

impl Whom {
    /// Asks who there is, when somebody is signed in.
    pub(super) fn ask(theme: ThemeId) -> Self {
        let whom = Self {
            others: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(None),
        };
        spawn_local(async move {
            whom.look(&theme).await;
        });
        whom
    }

    /// Asks again; whether there is anybody.
    pub(super) async fn look(self, theme: &ThemeId) -> bool {
        let answer = api::get::<Authorisations>("/api/v1/me/authorisations").await;
        let all = answer.map(|answer| answer.authorisations).unwrap_or_default();
        let others: Vec<_> = all.into_iter().filter(|one| one.lets_hand_in(theme)).collect();
        let some = !others.is_empty();
        // The page may have been left meanwhile.
        let _still = self.others.try_set(others);
        some
    }

    /// The authorisation under which it is handed in.
    pub(super) fn authorisation(self) -> Option<String> {
        self.chosen.get_untracked()
    }

    /// The choice; nothing, when there is none.
    pub(super) fn view(self) -> impl Fn() -> Option<AnyView> {
        move || {
            let others = self.others.get();
            (!others.is_empty()).then(|| {
                let options: Vec<_> = others.into_iter().map(|one| self.option(Some(one))).collect();
                view! {
                    <section class="declare">
                        <fieldset class="group" id=WHOM tabindex="-1">
                            <legend>{text::review_whom()}</legend>
                            {self.option(None)}
                            {options}
                        </fieldset>
                    </section>
                }
                .into_any()
            })
        }
    }

    fn option(self, of: Option<AuthorisationView>) -> AnyView {
        let (name, until, id) = match of {
            None => (text::review_whom_self().to_owned(), None, None),
            Some(one) => {
                let other = one.other.unwrap_or_else(|| text::me_may_no_number().to_owned());
                let until = parse_iso(&one.until)
                    .ok()
                    .map(|day| text::me_may_on(date(day, Some(screen::today()))));
                (text::me_may_received(other), until, Some(one.id))
            }
        };
        let own = id.clone();
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=WHOM
                    prop:checked=move || self.chosen.with(|chosen| *chosen == own)
                    on:change=move |_| self.chosen.set(id.clone())
                />
                <span>
                    <span class="choice__name">{name}</span>
                    {until.map(|until| view! { <span class="choice__help">{until}</span> })}
                </span>
            </label>
        }
        .into_any()
    }
}
