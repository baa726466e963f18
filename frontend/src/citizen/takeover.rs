//! What a person did on the server's page before the program was there: it goes on in the program's page.
//!
//! On a weak network the program arrives seconds after the page, and nobody waits that long with a first answer.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, FocusOptions, HtmlElement, HtmlInputElement};

/// What was typed, chosen and opened.
pub(super) struct Done {
    inputs: Vec<Input>,
    open: Vec<bool>,
    /// What had the focus.
    focus: Option<String>,
    scrolled: f64,
}

struct Input {
    name: String,
    value: String,
    /// Chosen, where it is a choice.
    checked: Option<bool>,
}

const FOCUSABLE: &str = "a[href], button, input, summary";

impl Done {
    /// Looks at the server's page.
    pub(super) fn on(page: &HtmlElement) -> Self {
        let active = page.owner_document().and_then(|document| document.active_element());
        let changed = inputs(page).into_iter().filter(|input| {
            input.checked() != input.default_checked() || (!is_choice(input) && input.value() != input.default_value())
        });
        Self {
            inputs: changed
                .map(|input| Input {
                    name: input.name(),
                    value: input.value(),
                    checked: is_choice(&input).then(|| input.checked()),
                })
                .collect(),
            open: all(page, "details")
                .iter()
                .map(|fold| fold.has_attribute("open"))
                .collect(),
            focus: active
                .filter(|active| page.contains(Some(active)))
                .map(|active| looks(&active)),
            scrolled: web_sys::window()
                .and_then(|window| window.scroll_y().ok())
                .unwrap_or_default(),
        }
    }

    /// Does the same on the program's page.
    pub(super) fn again(self, page: &HtmlElement) {
        for done in self.inputs {
            let same = |input: &HtmlInputElement| {
                input.name() == done.name && (done.checked.is_none() || input.value() == done.value)
            };
            let Some(input) = inputs(page).into_iter().find(same) else {
                continue;
            };
            match done.checked {
                Some(checked) => input.set_checked(checked),
                None => {
                    input.set_value(&done.value);
                    typed(&input);
                }
            }
        }
        for (fold, open) in all(page, "details").iter().zip(self.open) {
            // Whether a part of the page is open is decoration; setting it cannot fail.
            let _set = fold.toggle_attribute_with_force("open", open);
        }
        let focus = self
            .focus
            .and_then(|had| all(page, FOCUSABLE).into_iter().find(|element| looks(element) == had));
        if let Some(Ok(focus)) = focus.map(Element::dyn_into::<HtmlElement>) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            // What takes no focus had none.
            let _focused = focus.focus_with_options(&options);
        }
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(0.0, self.scrolled);
        }
    }
}

/// Tells the page of a text, as typing would.
fn typed(input: &HtmlInputElement) {
    let init = EventInit::new();
    init.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
        // Nobody stops it.
        let _sent = input.dispatch_event(&event);
    }
}

/// What tells an element from its neighbours.
fn looks(element: &Element) -> String {
    let attribute = |name| element.get_attribute(name).unwrap_or_default();
    let text = element.text_content().unwrap_or_default();
    [
        &element.tag_name(),
        &attribute("href"),
        &attribute("name"),
        &attribute("value"),
        &text,
    ]
    .map(String::as_str)
    .join(" ")
}

fn is_choice(input: &HtmlInputElement) -> bool {
    matches!(input.type_().as_str(), "radio" | "checkbox")
}

fn inputs(page: &HtmlElement) -> Vec<HtmlInputElement> {
    all(page, "input:not([type=hidden])")
        .into_iter()
        .filter_map(|input| input.dyn_into().ok())
        .collect()
}

fn all(page: &HtmlElement, selector: &str) -> Vec<Element> {
    let Ok(found) = page.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into().ok())
        .collect()
}
