//! Prints every sample and draws its pages, for whoever changes a template:
//!
//!     cargo run -p yijian-paper --example draw -- PICTURES [TEMPLATES]
//!
//! PICTURES is the folder for the PDF and PNG files, TEMPLATES a folder with templates of one's own.

use std::{env, error::Error, fs, path::PathBuf, sync::Arc};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use yijian_paper::{Document, Printer};

/// Pixels in a point of the picture: about 110 dots per inch.
const SCALE: f32 = 1.5;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let pictures = arguments.next().ok_or("say which folder the pictures go to")?;
    let templates = arguments.next();
    fs::create_dir_all(&pictures)?;
    let printer = Printer::open(None, templates.as_deref())?;
    for (index, document) in Document::samples().iter().enumerate() {
        let pdf = printer.print(document)?;
        let name = format!("{index:02}-{}", document.template().trim_end_matches(".typ"));
        fs::write(pictures.join(format!("{name}.pdf")), &pdf)?;
        let pdf = Pdf::new(Arc::new(pdf)).map_err(|_| "not a PDF")?;
        for (page, sheet) in pdf.pages().iter().enumerate() {
            let settings = RenderSettings {
                x_scale: SCALE,
                y_scale: SCALE,
                bg_color: WHITE,
                ..Default::default()
            };
            let drawn = render(sheet, &RenderCache::new(), &InterpreterSettings::default(), &settings);
            fs::write(pictures.join(format!("{name}-{}.png", page + 1)), drawn.into_png()?)?;
        }
    }
    Ok(())
}
