//! What the environment sets, and what of it nothing asked for: a name mistyped there would change nothing in silence.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    env,
};

use yijian_domain::wire::staff::Secret;

/// Every variable of ours begins so.
const OURS: &str = "YIJIAN_";
/// Variables that the arguments of commands read.
const OF_ARGUMENTS: [&str; 3] = ["YIJIAN_CONFIG", "YIJIAN_NEW_DATABASE_URL", "YIJIAN_NEW_FILES_URL"];

/// Our variables, and which of them were asked for.
#[derive(Debug, Default)]
pub struct Environment {
    set: BTreeMap<String, Secret>,
    asked: RefCell<BTreeSet<String>>,
}

impl Environment {
    /// That of this program. What is no text counts as not set.
    #[must_use]
    pub fn of_program() -> Self {
        env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().unwrap_or_default())))
            .collect()
    }

    /// The same with one variable set to something else.
    #[must_use]
    pub fn with(mut self, name: &str, value: String) -> Self {
        self.set.insert(name.to_owned(), Secret(value));
        self
    }

    /// What a variable is set to, if it is set and not empty.
    pub fn get(&self, name: &str) -> Option<String> {
        self.asked.borrow_mut().insert(name.to_owned());
        let value = &self.set.get(name)?.0;
        (!value.is_empty()).then(|| value.clone())
    }

    /// Variables of ours that are set although nothing asked for them, after everything was asked for.
    #[must_use]
    pub fn unread(&self) -> Vec<&str> {
        let asked = self.asked.borrow();
        self.set
            .keys()
            .map(String::as_str)
            .filter(|name| !asked.contains(*name) && !OF_ARGUMENTS.contains(name))
            .collect()
    }
}

impl FromIterator<(String, String)> for Environment {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(variables: T) -> Self {
        let set = variables
            .into_iter()
            .filter(|(name, _)| name.starts_with(OURS))
            .map(|(name, value)| (name, Secret(value)))
            .collect();
        Self {
            set,
            asked: RefCell::default(),
        }
    }
}
