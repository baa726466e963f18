//! The poster of a door plate as SVG, in millimetres.

use std::fmt::Write;

use serde::Deserialize;

use super::{
    Level, PosterFault,
    code::{Code, QUIET_ZONE},
    fit::fit,
};

/// Smallest module a camera reads on a plate outdoors, in millimetres.
const SMALLEST_MODULE: f64 = 0.5;

/// A code is read from ten times its width.
const DISTANCE_PER_WIDTH: f64 = 10.0;

const INK: &str = "#111";
const BAND: &str = "#0b4a8f";
/// Fonts in the order of preference; all of them carry Simplified Chinese.
const FONTS: &str = "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'Source Han Sans CN', 'Microsoft YaHei', \
                     'PingFang SC', 'WenQuanYi Zen Hei', sans-serif";

/// What a poster is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// A4 upright, 210 x 297 mm: for a shop window or a hall, read from one metre.
    A4,
    /// 150 x 100 mm across: beside a door, read from half a metre.
    Door,
}

impl Sheet {
    /// Every sheet.
    pub(crate) const ALL: [Self; 2] = [Self::A4, Self::Door];

    /// How it is called in a file name.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Door => "door",
        }
    }

    /// Width and height in millimetres.
    fn size(self) -> (f64, f64) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::Door => (150.0, 100.0),
        }
    }

    /// From how far its code must be readable, in millimetres.
    pub(super) fn distance(self) -> f64 {
        match self {
            Self::A4 => 1000.0,
            Self::Door => 500.0,
        }
    }
}

/// What a poster is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    /// Id of the plate.
    pub(crate) id: &'a str,
    /// Name of the place.
    pub(crate) name: &'a str,
    /// Its name in English.
    pub(crate) name_en: Option<&'a str>,
    /// Its street address.
    pub(crate) address: &'a str,
    /// Where the code leads.
    pub(crate) url: &'a str,
}

/// The words that are the same on every poster.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    title: String,
    title_en: String,
    call: String,
    call_en: String,
    number: String,
}

/// The poster as SVG.
///
/// # Errors
/// When the address is too long to be read on this sheet.
pub(crate) fn svg(subject: &Subject<'_>, sheet: Sheet, level: Level) -> Result<String, PosterFault> {
    let words: Words = toml::from_str(include_str!("text.toml")).expect("the words of the poster are tested");
    let code = Code::new(subject.url, level)?;
    let (width, height) = sheet.size();
    let mut draw = Drawing { svg: String::new() };
    draw.rect((0.0, 0.0), (width, height), "#fff");
    match sheet {
        Sheet::A4 => draw.a4(subject, &words, &code)?,
        Sheet::Door => draw.door(subject, &words, &code)?,
    }
    Ok(format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}" font-family="{FONTS}" fill="{INK}">{}</svg>"#,
        draw.svg
    ))
}

/// Where a text stands: position of the first baseline, the width it may take, size and weight.
struct Place {
    x: f64,
    y: f64,
    width: f64,
    size: f64,
    lines: usize,
    bold: bool,
    middle: bool,
    ink: &'static str,
}

impl Place {
    /// One centred line.
    fn centred(y: f64, size: f64) -> Self {
        Self {
            x: 105.0,
            y,
            width: 182.0,
            size,
            lines: 1,
            bold: false,
            middle: true,
            ink: INK,
        }
    }

    /// Lines beside the code of a door plate.
    fn beside(y: f64, size: f64, lines: usize) -> Self {
        Self {
            x: 94.0,
            y,
            width: 51.0,
            size,
            lines,
            bold: false,
            middle: false,
            ink: INK,
        }
    }

    fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    fn ink(self, ink: &'static str) -> Self {
        Self { ink, ..self }
    }
}

struct Drawing {
    svg: String,
}

impl Drawing {
    fn a4(&mut self, subject: &Subject<'_>, words: &Words, code: &Code) -> Result<(), PosterFault> {
        self.rect((0.0, 0.0), (210.0, 58.0), BAND);
        self.text(&words.call, &Place::centred(31.0, 19.0).bold().ink("#fff"));
        self.text(&words.call_en, &Place::centred(46.0, 6.5).ink("#fff"));
        self.code(code, subject.url, (27.5, 62.0), 155.0, Sheet::A4)?;
        let name = self.text(subject.name, &Place::centred(231.0, 13.0).bold());
        let name = subject
            .name_en
            .map_or(name, |name_en| self.text(name_en, &Place::centred(name + 8.0, 6.0)));
        self.text(
            subject.address,
            &Place {
                lines: 2,
                ..Place::centred(name + 13.0, 8.0)
            },
        );
        self.text(&format!("{} {}", words.number, subject.id), &Place::centred(279.0, 6.0));
        self.text(subject.url, &Place::centred(288.0, 4.5));
        Ok(())
    }

    fn door(&mut self, subject: &Subject<'_>, words: &Words, code: &Code) -> Result<(), PosterFault> {
        self.rect((0.0, 0.0), (150.0, 4.0), BAND);
        self.code(code, subject.url, (3.0, 7.0), 88.0, Sheet::Door)?;
        self.text(&words.title, &Place::beside(18.0, 9.0, 1).bold().ink(BAND));
        self.text(&words.title_en, &Place::beside(23.5, 3.6, 1).ink(BAND));
        let name = self.text(subject.name, &Place::beside(36.0, 7.0, 2).bold());
        let address = self.text(subject.address, &Place::beside(name + 7.5, 4.2, 3));
        let number = format!("{} {}", words.number, subject.id);
        self.text(&number, &Place::beside(address + 6.5, 3.8, 1));
        self.text(&words.call, &Place::beside(82.0, 5.0, 1).bold());
        self.text(&words.call_en, &Place::beside(87.5, 3.0, 2));
        self.text(
            subject.url,
            &Place {
                x: 75.0,
                width: 142.0,
                middle: true,
                ..Place::beside(97.5, 2.6, 1)
            },
        );
        Ok(())
    }

    fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), ink: &str) {
        self.put(format_args!(
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{ink}"/>"#
        ));
    }

    /// Writes a text; returns the baseline of its last line.
    fn text(&mut self, text: &str, place: &Place) -> f64 {
        let fitted = fit(text, place.width, place.size, place.lines);
        let anchor = if place.middle { r#" text-anchor="middle""# } else { "" };
        let weight = if place.bold { r#" font-weight="700""# } else { "" };
        let mut y = place.y;
        for (number, line) in fitted.lines.iter().enumerate() {
            y += if number == 0 { 0.0 } else { fitted.size * 1.3 };
            let (x, ink, size) = (place.x, place.ink, fitted.size);
            let line = escaped(line);
            self.put(format_args!(
                r#"<text x="{x}" y="{y:.2}" font-size="{size:.2}" fill="{ink}"{weight}{anchor}>{line}</text>"#
            ));
        }
        y
    }

    /// Draws the code into a square, its quiet zone included.
    fn code(&mut self, code: &Code, url: &str, (x, y): (f64, f64), side: f64, sheet: Sheet) -> Result<(), PosterFault> {
        let module = side / small(code.modules());
        let width = module * small(code.modules() - 2 * QUIET_ZONE);
        if module < SMALLEST_MODULE || width * DISTANCE_PER_WIDTH < sheet.distance() {
            return Err(PosterFault::TooDense { bytes: url.len() });
        }
        let path = code.path();
        self.put(format_args!(
            r##"<path transform="translate({x} {y}) scale({module:.6})" shape-rendering="crispEdges" fill="#000" d="{path}"/>"##
        ));
        Ok(())
    }

    fn put(&mut self, part: std::fmt::Arguments<'_>) {
        self.svg.write_fmt(part).expect("writing to a string cannot fail");
    }
}

/// A count of modules, at most 185, as a measure.
#[expect(clippy::cast_precision_loss, reason = "a code has at most 185 modules in a row")]
fn small(count: usize) -> f64 {
    count as f64
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
