//! Pages as a phone's camera and a person see them.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::{Pixmap, color::palette::css::WHITE};
use hayro::{RenderCache, RenderSettings, render};

use super::{print, printed, sample};
use crate::Document;

/// A4 in points, rounded.
const A4: (u32, u32) = (595, 842);

fn open(pdf: &[u8]) -> Pdf {
    Pdf::new(Arc::new(pdf.to_vec())).unwrap()
}

/// A page as a picture, so many pixels for each point.
fn draw(pdf: &Pdf, page: usize, scale: f32) -> Pixmap {
    let settings = RenderSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
        ..Default::default()
    };
    render(
        &pdf.pages()[page],
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &settings,
    )
}

/// What the codes in a picture say.
fn codes(picture: &Pixmap) -> Vec<String> {
    let (width, height) = (usize::from(picture.width()), usize::from(picture.height()));
    let grey = |x: usize, y: usize| picture.data()[y * width + x].g;
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    seen.detect_grids()
        .iter()
        .map(|code| code.decode().unwrap().1)
        .collect()
}

#[test]
fn the_code_on_the_sheet_says_what_was_to_be_encoded() {
    for template in ["composite_licence.typ", "receipt.typ"] {
        let document = sample(template);
        assert_eq!(
            codes(&draw(&open(&print(&document)), 0, 2.5)),
            [document.code().unwrap()],
            "{document:?}"
        );
    }
}

#[test]
fn the_code_has_its_quiet_zone() {
    let svg = crate::code::svg("https://yijian.example/v/1").unwrap();
    let size = svg
        .split("viewBox=\"0 0 ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next())
        .unwrap();
    // Version 3: 29 modules, and 4 on each side.
    assert_eq!(size, "37");
    assert!(
        svg.contains("M4 4h7v1h-7z"),
        "the first corner begins after four modules"
    );
}

#[test]
fn letters_fit_on_one_upright_page_and_only_long_lists_take_several() {
    for (document, pdf) in printed() {
        let pdf = open(&pdf);
        let (size, long) = match &document {
            Document::CompositeLicence(licence) => ((A4.1, A4.0), licence.components.len() > 6),
            Document::InspectionRecord(record) => (A4, record.points.len() > 6),
            _ => (A4, false),
        };
        assert_eq!(pdf.pages().len() > 1, long, "{document:?}: {} pages", pdf.pages().len());
        for page in pdf.pages().iter() {
            let (width, height) = page.render_dimensions();
            assert_eq!((width.round() as u32, height.round() as u32), size, "{document:?}");
        }
    }
}
