//! What an applicant answers after handing in: a notice, papers that were put off, photographs for an inspection.
//!
//! New files are gathered in a draft of their own, as for an application, so that nothing is lost when the page is
//! killed; the act names the draft and the files, and the server moves them over.
//!
//! Keyboard: one button for each thing that is handed in. Read aloud: what went wrong is an alert.

mod correct;
mod pictures;
mod provide;

use leptos::{prelude::*, task::spawn_local};
use yijian_domain::{
    application::{Draft, FileRef, Finding, Provision},
    id::MaterialKey,
    wire::{OwnAct, OwnRequest, Progress, Todo},
};

use super::{
    device, keep, review,
    store::{Store, remember_program},
    summary::SUMMARY,
    sync,
};
use crate::{
    api::{self, Fault},
    citizen::{app::navigation, pages},
    route::{Route, Task},
    text,
    ui::{
        parts::{date, up},
        screen,
    },
};

/// A task of one case. A handle: copying it copies no data.
#[derive(Clone, Copy)]
struct Own {
    number: StoredValue<String>,
    secret: StoredValue<String>,
    task: Task,
    /// What the progress page says, as far as this page knows.
    progress: RwSignal<Progress>,
    /// What came of the last try.
    outcome: RwSignal<Outcome>,
    /// Goes to a page.
    go: Callback<String>,
}

/// What came of handing in.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Outcome {
    /// Nothing yet.
    Open,
    /// It is on its way.
    Sending,
    /// It did not get through; the sentence says what to do.
    Failed(&'static str),
}

/// How opening went.
#[derive(Clone)]
enum Opening {
    Waiting,
    Open(Box<(Store, Progress)>),
    /// There is nothing of the sort to do.
    Nothing,
    Failed,
}

/// The page of a task.
#[must_use]
pub fn answer_page(number: String, secret: String, task: Task) -> AnyView {
    remember_program();
    let opening = RwSignal::new(Opening::Waiting);
    let go = navigation();
    let go = Callback::new(move |path: String| go(&path, true));
    let (own_number, own_secret) = (number.clone(), secret.clone());
    let open = Callback::new(move |()| {
        let (number, secret) = (own_number.clone(), own_secret.clone());
        spawn_local(async move {
            let opened = open(&number, &secret, task).await.unwrap_or(Opening::Failed);
            // The page may have been left meanwhile.
            let _shown = opening.try_set(opened);
        });
    });
    open.run(());
    let back = back_path(&number, &secret);
    let content = move || match opening.get() {
        Opening::Waiting => view! { <p class="waiting" role="status">{text::load_waiting()}</p> }.into_any(),
        Opening::Nothing => pages::nothing(),
        Opening::Failed => view! {
            <div class="alert" role="alert"><p>{text::draft_failed_text()}</p></div>
            <button
                type="button"
                class="weui-btn weui-btn_primary"
                on:click=move |_| {
                    opening.set(Opening::Waiting);
                    open.run(());
                }
            >
                {text::load_again()}
            </button>
        }
        .into_any(),
        Opening::Open(open) => {
            let (store, progress) = *open;
            let own = Own {
                number: StoredValue::new(number.clone()),
                secret: StoredValue::new(secret.clone()),
                task,
                progress: RwSignal::new(progress),
                outcome: RwSignal::new(Outcome::Open),
                go,
            };
            opened(store, own)
        }
    };
    screen::set_title(&[pages::title(task), " - ", text::layout_name()].concat());
    screen::settle();
    view! {
        <div class="column draft">
            {up(back, text::answer_back())}
            <h1 tabindex="-1">{pages::title(task)}</h1>
            {content}
        </div>
    }
    .into_any()
}

fn opened(store: Store, own: Own) -> AnyView {
    let content = match own.task {
        Task::Correct => correct::correct(store, own),
        Task::Provide => provide::provide(store, own),
        Task::Pictures => pictures::pictures(store, own),
        Task::Withdraw | Task::Object => ().into_any(),
    };
    let said = move || match own.outcome.get() {
        Outcome::Failed(sentence) => Some(view! { <p class="error" role="alert">{sentence}</p> }),
        Outcome::Open | Outcome::Sending => None,
    };
    view! { {content} {said} }.into_any()
}

fn back_path(number: &str, secret: &str) -> String {
    let progress = Route::Progress {
        number: number.to_owned(),
        secret: secret.to_owned(),
    };
    progress.path()
}

async fn open(number: &str, secret: &str, task: Task) -> Result<Opening, Fault> {
    let progress = api::progress(number, secret).await?;
    if !progress.todo.iter().any(|todo| pages::belongs(task, todo)) {
        keep::answer_done(number, task.word());
        return Ok(Opening::Nothing);
    }
    let before = keep::answer_token(number, task.word());
    let (token, draft, base) = match before.and_then(|token| Some((keep::draft(&token)?, token))) {
        Some((draft, token)) => {
            let base = keep::base(&token);
            (token, draft, base)
        }
        None => (device::random_id(), api::answer(number, secret).await?, None),
    };
    keep::answering(number, task.word(), &token);
    let address = ["/api/v1/themes/", draft.theme.as_str()].concat();
    let slice = api::get(&address).await?;
    let store = Store::open(&token, slice, draft, base);
    sync::meet(store);
    Ok(Opening::Open(Box::new((store, progress))))
}

impl Own {
    /// What is to be done on this page.
    fn todo(self) -> Vec<Todo> {
        let own = |todo: &&Todo| pages::belongs(self.task, todo);
        self.progress
            .with(|progress| progress.todo.iter().filter(own).cloned().collect())
    }

    /// A day in words, without the year of the application.
    fn day(self, day: &str) -> String {
        let submitted = self.progress.with_untracked(|progress| {
            let day = progress.submitted_at.get(..10)?;
            day.parse().ok()
        });
        day.parse().map_or_else(|_| day.to_owned(), |day| date(day, submitted))
    }

    fn is_sending(self) -> bool {
        self.outcome.get() == Outcome::Sending
    }

    /// Sends an act, then goes back to the progress; with other things left to do here, stays.
    fn send(self, store: Store, act: OwnAct) {
        if self.outcome.get_untracked() == Outcome::Sending {
            return;
        }
        if store.draft.with_untracked(review::on_the_way) {
            return self.outcome.set(Outcome::Failed(text::answer_uploading()));
        }
        self.outcome.set(Outcome::Sending);
        let (number, secret) = (self.number.get_value(), self.secret.get_value());
        let seen = self.progress.with_untracked(|progress| progress.events);
        let done = match &act {
            OwnAct::Provide { paper, .. } => Some(paper.clone()),
            OwnAct::Resubmit { .. }
            | OwnAct::SendPictures { .. }
            | OwnAct::Withdraw { .. }
            | OwnAct::Deliver
            | OwnAct::Object { .. } => None,
        };
        spawn_local(async move {
            match api::act(&number, &secret, &OwnRequest { seen, act }).await {
                Ok(progress) => self.done(store, progress, done),
                Err(fault) => {
                    // The page may have been left meanwhile.
                    let _told = self.outcome.try_set(Outcome::Failed(refused(store, &fault)));
                }
            }
        });
    }

    fn done(self, store: Store, progress: Progress, paper: Option<MaterialKey>) {
        let (number, secret) = (self.number.get_value(), self.secret.get_value());
        let left = progress.todo.iter().any(|todo| pages::belongs(self.task, todo));
        if let Some(paper) = paper.filter(|_| left) {
            store.change(|draft| {
                draft.provisions.remove(&paper);
            });
            // The server lets go of a draft from which everything was handed over.
            sync::again(store);
            self.outcome.set(Outcome::Open);
            self.progress.set(progress);
            return;
        }
        store.close();
        keep::answer_done(&number, self.task.word());
        self.go.run(back_path(&number, &secret));
    }
}

/// The files of a paper or point in the draft.
fn files(draft: &Draft, key: &MaterialKey) -> Vec<FileRef> {
    match draft.provisions.get(key) {
        Some(Provision::Files { files }) => files.clone(),
        Some(Provision::Later) | None => Vec::new(),
    }
}

fn ids(draft: &Draft, key: &MaterialKey) -> Vec<String> {
    files(draft, key).into_iter().map(|file| file.id).collect()
}

/// The button that hands something in. `of` says what, to who hears the page.
fn button(own: Own, name: &'static str, of: Option<String>, press: impl Fn() + 'static) -> AnyView {
    view! {
        <button type="button" class="weui-btn weui-btn_primary" disabled=move || own.is_sending() on:click=move |_| press()>
            {move || if own.is_sending() { text::answer_sending() } else { name }}
            {of.map(|of| view! { <span class="hide">{text::answer_provide_send_of(of)}</span> })}
        </button>
    }
    .into_any()
}

/// What to do about a refusal; findings are listed at the top.
fn refused(store: Store, fault: &Fault) -> &'static str {
    let refusal = match fault {
        Fault::Refused(refusal) => refusal,
        Fault::Network => return text::answer_network(),
        Fault::Unreadable => return text::answer_problem(),
    };
    let problem = refusal.problem().unwrap_or_default();
    if problem.reason.as_deref() == Some("still_missing") {
        return text::answer_still_missing();
    }
    let findings: Vec<Finding> = problem.findings;
    if !findings.is_empty() {
        store.refused.set(findings);
        device::focus(SUMMARY.to_owned());
    }
    pages::sentence(&refusal.code)
}
