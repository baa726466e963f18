//! A door plate: where am I, what can I do here, and the nearest hall with a way to it.

use leptos::prelude::*;
use yijian_domain::{
    catalogue::Hall,
    wire::{HallNear, PlateView},
};

use super::{
    Page,
    finder::{Finder, finder, map},
};
use crate::{
    query::Trail,
    route::Route,
    text,
    ui::parts::{lang_of, zh},
};

/// The place, its halls and its themes, those first that are likely here.
#[must_use]
pub fn plate(view: &PlateView, query: &str) -> Page {
    let place = &view.plate;
    let name = text::of(&place.name, place.name_en.as_ref()).to_owned();
    let along = Trail {
        plate: Some(view.id.clone()),
        region: Some(place.region.clone()),
        ..Trail::default()
    };
    let find = Finder {
        themes: view.themes.clone(),
        likely: place.themes.clone(),
        query: query.to_owned(),
        action: Route::Plate(view.id.clone()).path(),
        along: along.query(),
    };
    let content = view! {
        <div class="guide">
            <div class="guide__main">
                <div class="hero">
                    <p class="hero__over">{text::plate_here()}</p>
                    <h1 tabindex="-1" lang=lang_of(place.name_en.as_ref())>{name.clone()}</h1>
                    <p class="lead" lang=zh()>{place.address.clone()}</p>
                    <p class="quiet">
                        <span lang=zh()>{view.region_name.clone()}</span>
                        {place.sample.then(|| view! { " " <span class="tag">{text::plate_sample()}</span> })}
                    </p>
                    {view.halls.first().map(|near| view! { <p class="to-halls"><a href="#halls">{text::plate_to_halls(distance(near.metres))}</a></p> })}
                </div>
                {finder(find)}
            </div>
            <aside class="guide__side" id="halls" aria-labelledby="halls-title">
                <h2 id="halls-title">{text::plate_hall_title()}</h2>
                {halls(&view.halls)}
            </aside>
        </div>
    };
    Page {
        title: name,
        view: content.into_any(),
    }
}

fn halls(halls: &[HallNear]) -> AnyView {
    let [nearest, others @ ..] = halls else {
        return view! { <p class="card">{text::plate_no_hall()}</p> }.into_any();
    };
    let others = (!others.is_empty()).then(|| {
        let cards: Vec<_> = others.iter().map(|near| hall(&near.hall, Some(near.metres))).collect();
        view! {
            <details class="fold"><summary>{text::plate_other_halls(others.len())}</summary><div class="fold__in">{cards}</div></details>
        }
    });
    view! { <div class="card">{hall(&nearest.hall, Some(nearest.metres))}</div> {others} }.into_any()
}

/// A hall: where it is, when it is open, how to call and how to get there.
pub(super) fn hall(hall: &Hall, metres: Option<u32>) -> AnyView {
    let name = text::of(&hall.name, hall.name_en.as_ref()).to_owned();
    let hours = text::of(&hall.hours, hall.hours_en.as_ref()).to_owned();
    let call = ["tel:", &hall.phone].concat();
    view! {
        <div class="hall">
            <h3 lang=lang_of(hall.name_en.as_ref())>{name}</h3>
            <p lang=zh()>{hall.address.clone()}</p>
            {metres.map(|metres| view! { <p>{distance(metres)}</p> })}
            <p class="quiet" lang=lang_of(hall.hours_en.as_ref())>{hours}</p>
            <div class="pair">
                <a class="weui-btn weui-btn_default" href=call>{text::plate_call()} " " {hall.phone.clone()}</a>
                <a class="weui-btn weui-btn_default" href=map(&hall.name, hall.lng, hall.lat) rel="external noopener">{text::plate_map()}</a>
            </div>
            <p class="quiet">{text::plate_map_note()}</p>
        </div>
    }
    .into_any()
}

/// A distance in words: metres to the next ten below a kilometre, else kilometres with one decimal.
fn distance(metres: u32) -> String {
    if metres < 1000 {
        return text::plate_metres((metres + 5) / 10 * 10);
    }
    let tenths = (metres + 50) / 100;
    let (whole, rest) = (tenths / 10, tenths % 10);
    text::plate_kilometres([whole.to_string().as_str(), ".", rest.to_string().as_str()].concat())
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn distances_are_round() {
        assert_eq!(distance(94), "直线约 90 米");
        assert_eq!(distance(1249), "直线约 1.2 公里");
    }
}
