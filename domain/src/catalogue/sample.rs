//! A small catalogue for tests, as files that a test can edit before it reads them.

use super::{
    Catalogue,
    load::{File, Loaded, load},
};
use crate::{
    id::OptionId,
    situation::{Answer, Answers},
};

/// The files of the small catalogue.
pub(crate) struct Files(Vec<File>);

impl Files {
    /// All files of `sample.txt`.
    pub(crate) fn new() -> Self {
        let parts = include_str!("sample.txt").split("\n=== ").skip(1);
        let files = parts.map(|part| {
            let (path, text) = part.split_once('\n').expect("a path, then the text");
            File {
                path: path.to_owned(),
                text: text.to_owned(),
            }
        });
        Self(files.collect())
    }

    /// With another file, or another text for one.
    pub(crate) fn with(mut self, path: &str, text: &str) -> Self {
        self.0.retain(|file| file.path != path);
        self.0.push(File {
            path: path.to_owned(),
            text: text.to_owned(),
        });
        self
    }

    /// With `from` replaced by `to` in a file, at its first place.
    ///
    /// # Panics
    /// When the file does not have it: the test would plant nothing.
    pub(crate) fn edit(mut self, path: &str, from: &str, to: &str) -> Self {
        let file = self
            .0
            .iter_mut()
            .find(|file| file.path == path)
            .unwrap_or_else(|| panic!("no file {path}"));
        assert!(file.text.contains(from), "{path} does not contain {from}");
        file.text = file.text.replacen(from, to, 1);
        self
    }

    /// With a text at the end of a file.
    pub(crate) fn append(mut self, path: &str, text: &str) -> Self {
        let file = self
            .0
            .iter_mut()
            .find(|file| file.path == path)
            .unwrap_or_else(|| panic!("no file {path}"));
        file.text.push('\n');
        file.text.push_str(text);
        self
    }

    /// Without a file.
    pub(crate) fn without(mut self, path: &str) -> Self {
        self.0.retain(|file| file.path != path);
        self
    }

    pub(crate) fn load(self) -> Loaded {
        load(self.0)
    }

    /// The catalogue.
    ///
    /// # Panics
    /// When a file cannot be read.
    pub(crate) fn catalogue(self) -> Catalogue {
        let loaded = self.load();
        assert!(loaded.defects.is_empty(), "{:#?}", loaded.defects);
        loaded.catalogue
    }
}

/// Answers written `business_form=sole sells=[food,tobacco] area=60 has_agent=no`.
///
/// # Panics
/// When a pair has no `=`.
pub(crate) fn answers(text: &str) -> Answers {
    let answer = |value: &str| match (value, value.parse()) {
        ("yes" | "no", _) => Answer::YesNo(value == "yes"),
        (_, Ok(number)) => Answer::Number(number),
        (_, Err(_)) => match value.strip_prefix('[') {
            Some(many) => Answer::Many(
                many.trim_end_matches(']')
                    .split(',')
                    .filter(|id| !id.is_empty())
                    .map(OptionId::from)
                    .collect(),
            ),
            None => Answer::One(value.into()),
        },
    };
    let pairs = text
        .split_whitespace()
        .map(|pair| pair.split_once('=').expect("written question=answer"));
    pairs
        .map(|(question, value)| (question.into(), answer(value)))
        .collect()
}
