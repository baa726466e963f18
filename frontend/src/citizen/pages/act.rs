//! The pages on which an applicant does something with their case, as the server draws them. Taking it back has no
//! program: what the server says of a refusal stays. The other tasks say what is wanted and wait for theirs.
//!
//! Keyboard: the way back comes first and harmless, the button that ends the case last. Read aloud: what went wrong is an
//! alert.

use leptos::prelude::*;
use yijian_domain::wire::{Progress, Todo};

use super::{
    Page,
    progress::{Own, by_day, day},
};
use crate::{
    route::{Route, Task},
    text,
    ui::parts::up,
};

/// What was not done a moment ago.
#[derive(Debug, Clone, Copy)]
pub struct NotDone<'a> {
    /// The code of the refusal.
    pub code: &'a str,
    /// The reason that was typed.
    pub reason: &'a str,
}

/// A task of a case.
#[must_use]
pub fn act(progress: &Progress, secret: &str, task: Task, refused: Option<NotDone<'_>>) -> Page {
    let own = Own {
        number: &progress.number,
        secret,
        today: day(&progress.submitted_at),
    };
    let back = Route::Progress {
        number: progress.number.clone(),
        secret: secret.to_owned(),
    };
    let title = title(task);
    let said = refused
        .map(|refused| view! { <div class="note note_error" role="alert"><p>{sentence(refused.code)}</p></div> });
    let content = match task {
        Task::Withdraw => withdraw(progress, &back.path(), refused.map_or("", |refused| refused.reason)),
        Task::Correct | Task::Provide | Task::Pictures => waiting(progress, task, &own),
        Task::Object => nothing(),
    };
    let view = view! {
        <div class="column draft">
            {up(back.path(), text::answer_back())}
            <h1 tabindex="-1">{title}</h1>
            {said}
            {content}
        </div>
    };
    Page {
        title: title.to_owned(),
        view: view.into_any(),
    }
}

/// What a task is called.
#[must_use]
pub fn title(task: Task) -> &'static str {
    match task {
        Task::Correct => text::answer_correct(),
        Task::Provide => text::answer_provide(),
        Task::Pictures => text::answer_pictures(),
        Task::Withdraw => text::answer_withdraw(),
        Task::Object => text::answer_wrong(),
    }
}

/// What to do when something was not done, by the code of the refusal.
#[must_use]
pub fn sentence(code: &str) -> &'static str {
    match code {
        "case_changed" => text::answer_changed(),
        "rules_changed" => text::answer_rules_changed(),
        "refused" => text::answer_refused(),
        "findings" => text::answer_findings(),
        "file_unknown" | "draft_unknown" => text::answer_files(),
        "busy" | "too_many_requests" => text::review_busy(),
        "storage_full" => text::review_full(),
        "too_large" => text::review_too_large(),
        _ => text::answer_problem(),
    }
}

fn withdraw(progress: &Progress, back: &str, reason: &str) -> AnyView {
    let back = back.to_owned();
    if !progress.can_withdraw {
        return view! {
            <p class="lead">{text::answer_withdraw_no()}</p>
            <p class="actions"><a class="weui-btn weui-btn_primary" href=back>{text::answer_back()}</a></p>
        }
        .into_any();
    }
    let action = [back.as_str(), "/withdraw"].concat();
    // What stands inside this element is not escaped for us.
    let reason = reason.replace('&', "&amp;").replace('<', "&lt;");
    view! {
        <p class="lead">{text::answer_withdraw_lead()}</p>
        <p>{text::answer_withdraw_again()}</p>
        <form method="post" action=action class="form">
            <input type="hidden" name="seen" value=progress.events.to_string() />
            <div class="field">
                <label class="field__label" for="reason">
                    {text::answer_withdraw_reason()} " " <span class="optional">{text::form_optional()}</span>
                </label>
                <textarea class="box" id="reason" name="reason" rows="3" maxlength="500" inner_html=reason></textarea>
            </div>
            <div class="onward">
                <a class="weui-btn weui-btn_primary" href=back>{text::answer_withdraw_keep()}</a>
                <button class="weui-btn weui-btn_warn">{text::answer_withdraw_send()}</button>
            </div>
        </form>
    }
    .into_any()
}

/// The tasks that belong to a page.
#[must_use]
pub fn belongs(task: Task, todo: &Todo) -> bool {
    match todo {
        Todo::Answer { .. } => task == Task::Correct,
        Todo::Provide { .. } => task == Task::Provide,
        Todo::Pictures { .. } => task == Task::Pictures,
        Todo::PutRight { .. } | Todo::Fetch => false,
    }
}

fn waiting(progress: &Progress, task: Task, own: &Own<'_>) -> AnyView {
    let Some(todo) = progress.todo.iter().find(|todo| belongs(task, todo)) else {
        return nothing();
    };
    let by = by_day(todo).map(|day| own.day(day)).unwrap_or_default();
    view! {
        <p class="lead">{lead(task, by)}</p>
        <p class="waiting" role="status">{text::load_waiting()}</p>
        <noscript><p class="note">{text::load_no_program()}</p></noscript>
        <p class="note no-program">{text::load_no_program()}</p>
    }
    .into_any()
}

/// How a task is done.
#[must_use]
pub fn lead(task: Task, by: String) -> String {
    match task {
        Task::Correct => text::answer_correct_lead(by),
        Task::Provide => text::answer_provide_lead().to_owned(),
        Task::Pictures => text::answer_pictures_lead(by),
        Task::Withdraw => text::answer_withdraw_lead().to_owned(),
        Task::Object => text::answer_wrong_lead().to_owned(),
    }
}

/// Nothing of the sort is to be done now.
#[must_use]
pub fn nothing() -> AnyView {
    view! { <p class="lead">{text::answer_nothing()}</p> <p>{text::answer_nothing_text()}</p> }.into_any()
}
