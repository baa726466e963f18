use super::*;

pub(super) fn read(file: &str, env: &[(&str, &str)]) -> Result<Settings, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("yijian.toml");
    fs::write(&path, file).unwrap();
    Settings::read(Some(&path), &environment(env)).map_err(|fault| fault.to_string())
}

fn environment(env: &[(&str, &str)]) -> Environment {
    env.iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[test]
fn without_settings_it_listens_on_this_machine_only() {
    let settings = read("", &[]).unwrap();
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.public_url, "http://127.0.0.1:8080");
    assert_eq!(settings.data, Path::new("data"));
    assert!(!settings.demo);
}

#[test]
fn the_environment_overrides_the_file() {
    let settings = read(
        "listen = \"127.0.0.1:1\"\ndemo = true\nlog_format = \"json\"\n",
        &[
            ("YIJIAN_LISTEN", "127.0.0.1:2"),
            ("YIJIAN_DEMO", "0"),
            ("YIJIAN_PUBLIC_URL", "https://a.example/"),
        ],
    )
    .unwrap();
    assert_eq!(settings.listen.port(), 2);
    assert!(!settings.demo);
    assert_eq!(settings.log_format, LogFormat::Json);
    assert_eq!(settings.public_url, "https://a.example");
}

#[test]
fn a_mistake_names_the_setting_to_change() {
    let cases = [
        ("", "YIJIAN_LISTEN", "8080", "YIJIAN_LISTEN"),
        ("", "YIJIAN_DEMO", "perhaps", "YIJIAN_DEMO"),
        ("", "YIJIAN_PUBLIC_URL", "yijian.example", "YIJIAN_PUBLIC_URL"),
        ("", "YIJIAN_LOG_FORMAT", "xml", "YIJIAN_LOG_FORMAT"),
        ("lisen = \"127.0.0.1:1\"", "", "", "lisen"),
        ("listen = \"here\"", "", "", "`listen` in yijian.toml"),
    ];
    for (file, variable, value, named) in cases {
        let message = read(file, &[(variable, value)]).unwrap_err();
        assert!(message.contains(named), "{message}");
    }
}

#[test]
fn the_clock_is_moved_only_when_trying_it_out() {
    assert_eq!(
        read("demo = true\ndemo_days_ahead = 3650\n", &[])
            .unwrap()
            .demo_days_ahead,
        3650
    );
    let env = [("YIJIAN_DEMO", "1"), ("YIJIAN_DEMO_DAYS_AHEAD", "7")];
    assert_eq!(read("demo_days_ahead = 3\n", &env).unwrap().demo_days_ahead, 7);
    assert_eq!(read("demo_days_ahead = 0\n", &[]).unwrap().demo_days_ahead, 0);
    assert_eq!(read("", &[]).unwrap().demo_days_ahead, 0);
    let message = read("demo_days_ahead = 1\n", &[]).unwrap_err();
    assert!(message.contains("set YIJIAN_DEMO=1 as well"), "{message}");
    for days in ["-1", "3651", "70000", "soon"] {
        let message = read("demo = true\n", &[("YIJIAN_DEMO_DAYS_AHEAD", days)]).unwrap_err();
        assert!(message.contains("YIJIAN_DEMO_DAYS_AHEAD"), "{message}");
        assert!(message.contains("from 0 to 3650"), "{message}");
    }
}

#[test]
fn a_settings_file_that_is_named_must_be_there() {
    let message = Settings::read(Some(Path::new("nowhere.toml")), &Environment::default())
        .unwrap_err()
        .to_string();
    assert!(message.contains("--config or YIJIAN_CONFIG"), "{message}");
}

#[test]
fn a_variable_that_changes_nothing_is_told() {
    let environment = environment(&[
        ("HOME", "/root"),
        ("YIJIAN_CONFIG", "yijian.toml"),
        ("YIJIAN_DATABSE_URL", "postgres://yijian:secret@db/yijian"),
        ("YIJIAN_LISTEN", "127.0.0.1:1"),
        // Belongs to a setting that is not set.
        ("YIJIAN_S3_ENDPOINT", "https://store.example"),
    ]);
    Settings::read(None, &environment).unwrap();
    assert_eq!(environment.unread(), ["YIJIAN_DATABSE_URL", "YIJIAN_S3_ENDPOINT"]);
    assert!(!format!("{environment:?}").contains("secret"));
}
