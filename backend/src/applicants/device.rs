//! What a session runs on, in a word that its owner recognises. The rest of what a browser says is not kept.

/// What a browser runs on, from its `User-Agent`: the system, and WeChat where it is that (standards.md 13.1).
#[must_use]
pub fn device(agent: &str) -> String {
    const SYSTEMS: [(&str, &str); 7] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("OpenHarmony", "HarmonyOS"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ];
    let system = SYSTEMS.iter().find(|(mark, _)| agent.contains(mark));
    let system = system.map_or("", |(_, name)| *name);
    match (is_wechat(agent), system) {
        (true, "") => "WeChat".to_owned(),
        (true, system) => format!("{system} · WeChat"),
        (false, system) => system.to_owned(),
    }
}

/// Whether a browser is the one inside WeChat (not WeCom's).
#[must_use]
pub(crate) fn is_wechat(agent: &str) -> bool {
    agent.contains("MicroMessenger/") && !agent.contains("wxwork")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_known_by_its_system() {
        let android = "Mozilla/5.0 (Linux; Android 14) Chrome/142 XWEB/1420193 MMWEBSDK/20251006 MicroMessenger/8.0.66";
        assert_eq!(device(android), "Android · WeChat");
        assert_eq!(
            device("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)"),
            "iPhone"
        );
        assert_eq!(device("MicroMessenger/8 wxwork/4 Windows NT"), "Windows");
        assert_eq!(device("<script>"), "");
    }
}
