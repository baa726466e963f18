//! `yijian licence`

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use yijian_domain::{licence::SealFault, wire::LicenceKeys};

use super::{Failure, Outcome, open};
use crate::keys;

/// Check the code of a printed licence without network, and say what it proves.
///
/// Ends with success only when the signature fits.
#[derive(Debug, Args)]
pub(super) struct Licence {
    /// The code, or the whole address in the QR code.
    code: String,
    /// Public keys as a server publishes them under /.well-known/yijian-licence-keys.json; the keys of the data folder
    /// when not given.
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
}

impl Licence {
    pub(super) fn run(self, config: Option<&Path>, out: &mut impl Write) -> Outcome {
        let published = match &self.keys {
            Some(path) => read(path)?,
            None => {
                let settings = open::settings(config)?;
                let keys = keys::Keys::read(&settings.keys).map_err(|fault| {
                    Failure::new(format!(
                        "{fault}; name published keys with --keys, or set YIJIAN_DATA or `data` in yijian.toml"
                    ))
                })?;
                keys.published(&settings.public_url)
            }
        };
        self.check(&published, out)
    }

    fn check(&self, published: &LicenceKeys, out: &mut impl Write) -> Outcome {
        let code = self.code.trim();
        let code = code.rsplit('/').next().unwrap_or(code);
        match keys::check_with(published, code) {
            Ok(seal) => {
                writeln!(out, "The signature fits: key {} of {}.", seal.key, published.server)?;
                writeln!(
                    out,
                    "It proves that version {} of licence {} was issued on {}.",
                    seal.version,
                    seal.code_text(),
                    seal.issued
                )?;
                match seal.until {
                    Some(until) => writeln!(out, "Nothing on it can be valid after {until}.")?,
                    None => writeln!(out, "Something on it has no end.")?,
                }
                writeln!(
                    out,
                    "Whether it was replaced or taken back since, only {}/v/{} says.",
                    published.server,
                    seal.code_text()
                )?;
                Ok(ExitCode::SUCCESS)
            }
            Err(fault) => {
                writeln!(out, "It proves nothing: {}.", said(fault))?;
                Ok(ExitCode::FAILURE)
            }
        }
    }
}

fn said(fault: SealFault) -> String {
    match fault {
        SealFault::NotACode => "this is not the signed code of a licence, which has 132 characters".to_owned(),
        SealFault::UnknownKey(_) | SealFault::Forged => fault.to_string(),
    }
}

fn read(path: &Path) -> Result<LicenceKeys, Failure> {
    let told = |fault: &dyn std::fmt::Display| {
        Failure::new(format!(
            "the keys in {} cannot be used: {fault}; fetch /.well-known/yijian-licence-keys.json again",
            path.display()
        ))
    };
    let text = fs::read_to_string(path).map_err(|fault| told(&fault))?;
    serde_json::from_str(&text).map_err(|fault| told(&fault))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn a_code_is_checked_with_published_keys_only() {
        let world = World::new().await;
        let receipt = world.hand_in("restaurant").await;
        world.grant_everything(&receipt.number).await;
        let case = world.case(&receipt.number).await;
        let code = world.app.keys.seal(case.stage.licence().unwrap()).unwrap();
        let published = world.app.keys.published("https://yijian.test");
        let check = |code: &str| {
            let command = Licence {
                code: code.to_owned(),
                keys: None,
            };
            let mut out = Vec::new();
            let ended = command.check(&published, &mut out).unwrap();
            (format!("{ended:?}"), String::from_utf8(out).unwrap())
        };
        let (ended, said) = check(&format!("https://yijian.test/v/{code}"));
        assert_eq!(ended, format!("{:?}", ExitCode::SUCCESS));
        assert!(
            said.contains("The signature fits") && said.contains("2026-03-02"),
            "{said}"
        );
        let (ended, said) = check(&code[..100]);
        assert_eq!(ended, format!("{:?}", ExitCode::FAILURE));
        assert!(said.contains("132 characters"));
    }
}
