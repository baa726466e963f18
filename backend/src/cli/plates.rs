//! `yijian plates`

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};
use yijian_domain::{catalogue::Plate, id::PlateId};

use super::{Failure, Outcome};
use crate::{
    poster::{Fonts, Level, Sheet, Subject, pdf, svg},
    published,
};

/// Print QR posters for door plates, on A4 and at the size of a plate.
#[derive(Debug, Args)]
pub(super) struct Plates {
    /// The folder the posters are written into.
    #[arg(long, value_name = "DIR", default_value = "plates")]
    out: PathBuf,
    /// Only this plate; may be given several times. All plates when not given.
    #[arg(long = "plate", value_name = "ID")]
    plates: Vec<String>,
    /// SVG for a printer's shop, PDF for the office.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Error correction: q bears a quarter of the code being dirty, h nearly a third.
    #[arg(long, value_enum, default_value_t)]
    level: Level,
    /// The address of the server, as people will reach it for years.
    #[arg(
        long,
        value_name = "URL",
        env = "YIJIAN_PUBLIC_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    base: String,
    /// The folder of the catalogue; the one inside the program when not given.
    #[arg(long, value_name = "DIR", env = "YIJIAN_CATALOGUE")]
    catalogue: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    Svg,
    Pdf,
    #[default]
    Both,
}

impl Plates {
    pub(super) fn run(&self, out: &mut impl Write) -> Outcome {
        let catalogue = published::read(self.catalogue.as_deref())
            .map_err(Failure::new)?
            .catalogue;
        if let Some(unknown) = self
            .plates
            .iter()
            .find(|id| !catalogue.plates.contains_key(id.as_str()))
        {
            return Err(Failure::new(format!("there is no plate `{unknown}`")));
        }
        let fonts = match self.format {
            Format::Svg => None,
            Format::Pdf | Format::Both => Some(Fonts::installed().map_err(Failure::new)?),
        };
        fs::create_dir_all(&self.out).map_err(|fault| self.unwritable(&self.out, &fault))?;
        let wanted = |id: &PlateId| self.plates.is_empty() || self.plates.iter().any(|wanted| wanted == id.as_str());
        for (id, plate) in catalogue.plates.iter().filter(|(id, _)| wanted(id)) {
            for sheet in Sheet::ALL {
                for file in self.write(id, plate, sheet, fonts.as_ref())? {
                    writeln!(out, "{}", file.display())?;
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Writes one poster in the wanted formats; returns the files.
    fn write(&self, id: &PlateId, plate: &Plate, sheet: Sheet, fonts: Option<&Fonts>) -> Result<Vec<PathBuf>, Failure> {
        let url = format!("{}/p/{id}", self.base.trim_end_matches('/'));
        let subject = Subject {
            id: id.as_str(),
            name: &plate.name,
            name_en: plate.name_en.as_deref(),
            address: &plate.address,
            url: &url,
        };
        let drawing = svg(&subject, sheet, self.level).map_err(Failure::new)?;
        let mut files = Vec::new();
        if self.format != Format::Pdf {
            files.push(self.save(id, sheet, "svg", drawing.as_bytes())?);
        }
        if let Some(fonts) = fonts {
            let bytes = pdf(&drawing, fonts).map_err(Failure::new)?;
            files.push(self.save(id, sheet, "pdf", &bytes)?);
        }
        Ok(files)
    }

    fn save(&self, id: &PlateId, sheet: Sheet, ending: &str, bytes: &[u8]) -> Result<PathBuf, Failure> {
        let file = self.out.join(format!("{id}-{}.{ending}", sheet.as_str()));
        fs::write(&file, bytes).map_err(|fault| self.unwritable(&file, &fault))?;
        Ok(file)
    }

    fn unwritable(&self, file: &Path, fault: &std::io::Error) -> Failure {
        Failure::new(format!(
            "cannot write {}: {fault} (choose another folder with --out)",
            file.display()
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plate_gets_a_poster_on_each_sheet() {
        let folder = tempfile::tempdir().unwrap();
        let command = Plates {
            out: folder.path().join("posters"),
            plates: vec!["hl_jinshan_9".to_owned()],
            format: Format::Svg,
            level: Level::default(),
            base: "https://yijian.example/".to_owned(),
            catalogue: None,
        };
        let mut printed = Vec::new();
        command.run(&mut printed).unwrap();
        let printed = String::from_utf8(printed).unwrap();
        assert_eq!(printed.lines().count(), Sheet::ALL.len());
        for file in printed.lines() {
            assert!(fs::read_to_string(file).unwrap().starts_with("<svg"), "{file}");
        }
    }

    #[test]
    fn an_unknown_plate_is_named() {
        let command = Plates {
            out: PathBuf::from("nowhere"),
            plates: vec!["none".to_owned()],
            format: Format::Svg,
            level: Level::default(),
            base: String::new(),
            catalogue: None,
        };
        assert_eq!(
            command.run(&mut Vec::new()).unwrap_err().to_string(),
            "there is no plate `none`"
        );
    }
}
