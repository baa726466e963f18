//! Opens what the settings name; a fault names the setting to change.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use super::Failure;
use crate::{
    clock::Clock,
    keys::Keys,
    published::{CatalogueFault, Published},
    settings::{Environment, Settings},
    storage::{OpenFault, Place, Storage},
    vault::Vault,
};

/// Defects that are listed at the start; `yijian check` lists all.
const MOST_DEFECTS: usize = 20;

/// What is wrong with a variable that changes nothing.
pub(super) const UNREAD: &str = "set, but not read: nothing is called so, or what it belongs to is not set";

/// Reads the settings for a command, and says which variables change nothing.
pub(super) fn settings(config: Option<&Path>) -> Result<Settings, Failure> {
    let environment = Environment::of_program();
    let settings = Settings::read(config, &environment).map_err(Failure::new)?;
    tell_unread(&environment)?;
    Ok(settings)
}

/// Says which variables change nothing, when everything was read.
pub(super) fn tell_unread(environment: &Environment) -> Result<(), Failure> {
    for variable in environment.unread() {
        writeln!(io::stderr(), "{variable}: {UNREAD}")?;
    }
    Ok(())
}

/// Reads and checks the catalogue.
pub(super) fn catalogue(settings: &Settings) -> Result<Published, Failure> {
    Published::open(settings.catalogue.as_deref()).map_err(|fault| match fault {
        CatalogueFault::Defects(defects) => {
            let mut text = format!(
                "the catalogue has {} defects; set YIJIAN_CATALOGUE to a folder without:",
                defects.len()
            );
            defects
                .iter()
                .take(MOST_DEFECTS)
                .for_each(|defect| text.push_str(&format!("\n  {defect}")));
            if defects.len() > MOST_DEFECTS {
                text.push_str("\n  and more: see `yijian check`");
            }
            Failure::new(text)
        }
        CatalogueFault::Folder { .. } => {
            Failure::new(format!("{fault}; set YIJIAN_CATALOGUE or `catalogue` in yijian.toml"))
        }
    })
}

/// Reads the keys, or makes the first.
pub(super) fn keys(settings: &Settings) -> Result<Keys, Failure> {
    folder(settings)?;
    Keys::open(&settings.keys).map_err(|fault| {
        Failure::new(format!(
            "{fault}; set YIJIAN_KEYS or `keys` in yijian.toml to a file in a folder that can be written"
        ))
    })
}

/// Reads the keys of what is kept, and makes none.
pub(super) fn known_keys(settings: &Settings) -> Result<Keys, Failure> {
    Keys::read(&settings.keys).map_err(|fault| {
        Failure::new(format!(
            "{fault}; put the key file of what is kept there, or set YIJIAN_KEYS or `keys` in yijian.toml to it"
        ))
    })
}

fn folder(settings: &Settings) -> Result<(), Failure> {
    let data = settings.data.display();
    fs::create_dir_all(&settings.data).map_err(|fault| {
        Failure::new(format!(
            "the data folder {data} cannot be made: {fault}; set YIJIAN_DATA or `data` in yijian.toml"
        ))
    })
}

/// Opens the storage for a command, with the keys of the settings.
pub(super) async fn storage(settings: &Settings) -> Result<Storage, Failure> {
    let keys = keys(settings)?;
    storage_with(settings, &keys, keys.vault(Clock::system())).await
}

/// Opens the storage and brings its tables up to date. Where it does not open, a key file that
/// was made for it goes again: what it holds may be sealed with other keys.
pub(super) async fn storage_with(settings: &Settings, keys: &Keys, vault: Vault) -> Result<Storage, Failure> {
    let opened = Storage::open(&place(settings)?, vault).await;
    opened.map_err(|fault| {
        let had_none = keys.take_back(&settings.keys);
        match fault {
            OpenFault::Keys { name, .. } if had_none => Failure::new(format!(
                "there is no key file {}, and what the database {name} holds was sealed with one; put it back, or set \
                 YIJIAN_KEYS or `keys` in yijian.toml to it",
                settings.keys.display()
            )),
            fault => closed(settings, &fault),
        }
    })
}

/// Opens it to put everything into it.
pub(super) async fn storage_to_fill(settings: &Settings, vault: Vault) -> Result<Storage, Failure> {
    let opened = Storage::open_to_fill(&place(settings)?, vault).await;
    opened.map_err(|fault| closed(settings, &fault))
}

/// Where everything is kept.
pub(super) fn place(settings: &Settings) -> Result<Place, Failure> {
    folder(settings)?;
    let mut place = Place::inside(&settings.data);
    if let Some(address) = &settings.database_url {
        place.database.clone_from(address);
    }
    place.files = settings.files.place(&settings.data);
    Ok(place)
}

/// Why it does not open, and which setting to change.
pub(super) fn closed(settings: &Settings, fault: &OpenFault) -> Failure {
    let setting = match fault {
        OpenFault::Files(_) if settings.files.s3.is_some() => {
            "check YIJIAN_FILES_URL and YIJIAN_S3_… (`files_url` and [s3] in yijian.toml), and whether the bucket is there"
        }
        OpenFault::Files(_) => "set YIJIAN_DATA or `data` in yijian.toml to a folder that can be written",
        OpenFault::Keys { .. } => "set YIJIAN_KEYS or `keys` in yijian.toml to it",
        OpenFault::Left(_) | OpenFault::Kind(_) => "set YIJIAN_DATABASE_URL or `database_url` in yijian.toml",
        OpenFault::Half(_) | OpenFault::Newer { .. } => {
            "for another database set YIJIAN_DATABASE_URL or `database_url` in yijian.toml"
        }
        OpenFault::Database { .. } | OpenFault::Migration { .. } if settings.database_url.is_some() => {
            "check YIJIAN_DATABASE_URL (`database_url` in yijian.toml), and whether that database is there and lets this \
             machine in"
        }
        OpenFault::Database { .. } | OpenFault::Migration { .. } => {
            "set YIJIAN_DATA (a folder that can be written) or YIJIAN_DATABASE_URL"
        }
    };
    Failure::new(format!("{fault}; {setting}"))
}
