use super::*;
use crate::settings::{Settings, tests::read};

const WECHAT: &str = r#"
[wechat]
app_id = "wx0123456789abcdef"
secret = "a-secret-of-wechat"
[wechat.templates.ask_correction]
id = "T1"
data = { thing1 = "theme", date2 = "day", phrase3 = "what" }
"#;

const TENCENT: &str = r#"
[sms]
via = "tencent"
secret_id = "AKID"
secret_key = "a-secret-of-tencent"
app_id = "1400006666"
signature = "千阳政务"
[sms.templates]
other = "1110"
"#;

fn sending(file: &str, env: &[(&str, &str)]) -> Result<Sending, String> {
    read(file, env).map(|settings: Settings| settings.sending)
}

#[test]
fn without_settings_nothing_is_sent() {
    assert_eq!(sending("", &[]).unwrap(), Sending::default());
}

#[test]
fn providers_are_read_from_the_file_and_from_the_environment() {
    let both = sending(&format!("{WECHAT}{TENCENT}"), &[("YIJIAN_SMS_REGION", "ap-beijing")]).unwrap();
    let Sms::Tencent(tencent) = &both.sms else {
        panic!("{both:?}")
    };
    assert_eq!(tencent.url, "https://sms.tencentcloudapi.com");
    assert_eq!(tencent.region, "ap-beijing");
    assert_eq!(both.wechat.unwrap().url, "https://api.weixin.qq.com");
    let env = [
        ("YIJIAN_SMS_VIA", "webhook"),
        ("YIJIAN_SMS_URL", "http://10.0.0.1/sms/"),
        ("YIJIAN_SMS_TOKEN", "t"),
        ("YIJIAN_SMS_SIGNATURE", "千阳政务"),
    ];
    let Sms::Webhook(webhook) = sending("", &env).unwrap().sms else {
        panic!()
    };
    assert_eq!(webhook.url, "http://10.0.0.1/sms");
}

#[test]
fn a_mistake_names_the_setting_and_never_the_secret() {
    let cases = [
        ("[sms]\nvia = \"pigeon\"".to_owned(), "YIJIAN_SMS_VIA"),
        ("[sms]\nvia = \"webhook\"".to_owned(), "YIJIAN_SMS_URL"),
        (TENCENT.replace("signature", "sign"), "sign"),
        (TENCENT.replace("app_id = \"1400006666\"", ""), "YIJIAN_SMS_APP_ID"),
        (
            TENCENT.replace("\"a-secret-of-tencent\"", "20260302"),
            "YIJIAN_SMS_SECRET_KEY",
        ),
        (TENCENT.replace("\"a-secret-of-tencent\"", "\"20260302"), "line 5"),
        (TENCENT.replace("other =", "others ="), "others"),
        (
            WECHAT.replace("secret = \"a-secret-of-wechat\"", ""),
            "YIJIAN_WECHAT_SECRET",
        ),
        (WECHAT.replace("thing1 = \"theme\"", "phrase1 = \"theme\""), "phrase1"),
        (WECHAT.replace("ask_correction", "ask"), "`ask`"),
    ];
    for (file, named) in cases {
        let message = sending(&file, &[]).unwrap_err();
        assert!(message.contains(named), "{named} in {message}");
        assert!(
            !message.contains("a-secret") && !message.contains("20260302"),
            "{message}"
        );
    }
}

#[test]
fn debug_output_shows_no_secret() {
    let shown = format!("{:?}", sending(&format!("{WECHAT}{TENCENT}"), &[]).unwrap());
    assert!(!shown.contains("a-secret") && shown.contains("***"), "{shown}");
}
