//! Turns `text/zh.toml` and `text/en.toml` into one function for each sentence, and those of `text/desk` into another
//! module, which only the staff's program contains.
//!
//! A sentence with `{n}` in it takes an argument of that name. The build stops when a sentence is missing in one of the
//! languages, or takes other arguments there.

use std::{collections::BTreeMap, env, error::Error, fmt::Write, fs, path::Path};

/// Sections whose sentences are also found by a word that comes from elsewhere, and what the function says.
const BY_WORD: [(&str, &str); 6] = [
    ("finding", "The sentence for a finding's code: what would be right."),
    (
        "licence",
        "What the verdict about a licence is called, and with `_text` behind it what it means.",
    ),
    ("pause", "Why a limit stands still."),
    (
        "said",
        "What to do when signing in did not go well, by the code of the problem.",
    ),
    (
        "stage",
        "What the stage of a case is called, and with `_text` behind it what it means.",
    ),
    ("told", "The sentence for a kind of message."),
];

type Texts = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=text");
    write("text", "text.rs", &BY_WORD)?;
    write("text/desk", "desk_text.rs", &[])
}

/// Turns the two files of a folder into one file of code.
fn write(folder: &str, to: &str, by_word: &[(&str, &str)]) -> Result<(), Box<dyn Error>> {
    let zh = read(&format!("{folder}/zh.toml"))?;
    let en = read(&format!("{folder}/en.toml"))?;
    let missing: Vec<_> = zh
        .keys()
        .filter(|key| !en.contains_key(*key))
        .chain(en.keys().filter(|key| !zh.contains_key(*key)))
        .collect();
    if !missing.is_empty() {
        return Err(format!("{folder}: sentences that stand in one language only: {missing:?}").into());
    }
    let mut code = String::new();
    let mut words: BTreeMap<&str, String> = by_word.iter().map(|(section, ..)| (*section, String::new())).collect();
    for (key, zh) in &zh {
        let en = &en[key];
        if arguments(zh) != arguments(en) {
            return Err(format!("`{key}` takes other arguments in English than in Chinese").into());
        }
        code.push_str(&function(key, zh, en)?);
        let found = words.iter_mut().find_map(|(section, lines)| {
            let word = key.strip_prefix(section)?.strip_prefix('_')?;
            arguments(zh).is_empty().then_some((word, lines))
        });
        if let Some((word, lines)) = found {
            writeln!(lines, "        {word:?} => {key}(),")?;
        }
    }
    for (section, doc) in by_word {
        let lines = &words[section];
        writeln!(
            code,
            "/// {doc}\n#[must_use]\npub fn {section}(word: &str) -> Option<&'static str> {{\n    Some(match word {{\n{lines}        _ => return None,\n    }})\n}}"
        )?;
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join(to), code)?;
    Ok(())
}

/// The function of one sentence.
fn function(key: &str, zh: &str, en: &str) -> Result<String, Box<dyn Error>> {
    let mut code = String::new();
    writeln!(code, "/// {}", zh.replace('\n', " "))?;
    let arguments = arguments(zh);
    if arguments.is_empty() {
        writeln!(
            code,
            "#[must_use]\npub fn {key}() -> &'static str {{ pick({zh:?}, {en:?}) }}"
        )?;
    } else {
        let parameters: Vec<_> = arguments
            .iter()
            .map(|name| format!("{name}: impl std::fmt::Display"))
            .collect();
        let fills: Vec<_> = arguments
            .iter()
            .map(|name| format!("({:?}, &{name})", format!("{{{name}}}")))
            .collect();
        writeln!(
            code,
            "#[must_use]\npub fn {key}({}) -> String {{ fill(pick({zh:?}, {en:?}), &[{}]) }}",
            parameters.join(", "),
            fills.join(", ")
        )?;
    }
    Ok(code)
}

/// All sentences of a file: `[section]` and key become `section_key`.
fn read(path: &str) -> Result<Texts, Box<dyn Error>> {
    let sections: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(&fs::read_to_string(path)?).map_err(|fault| format!("{path}: {fault}"))?;
    Ok(sections
        .into_iter()
        .flat_map(|(section, texts)| {
            texts
                .into_iter()
                .map(move |(key, text)| (format!("{section}_{key}"), text))
        })
        .collect())
}

/// The names in braces, each once, sorted.
fn arguments(text: &str) -> Vec<&str> {
    let mut names: Vec<_> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}
