//! Names and passwords that may be and that may not.

use super::*;

#[test]
fn a_name_has_one_form_whatever_its_case() {
    assert_eq!(check_name(" ZhangSan ").unwrap(), "zhangsan");
    assert_eq!(check_name("张三").unwrap(), "张三");
    for name in ["", "a", "a b", "a/b", "a\nb", &"a".repeat(41)] {
        assert_eq!(check_name(name), Err(BadName), "{name}");
    }
}

#[test]
fn a_password_is_long_and_not_soon_guessed() {
    for (password, fault) in [
        ("short", BadPassword::Short),
        ("十一个字的密码还不够长", BadPassword::Short),
        (&"long".repeat(65), BadPassword::Long),
        ("Zhangsan.Qianyang", BadPassword::Name),
        ("Password1234", BadPassword::Common),
        ("aaaaaaaaaaaa", BadPassword::Common),
        ("qwertyuiop12", BadPassword::Common),
        ("woaini5201314", BadPassword::Common),
        ("19900101yijian", BadPassword::Common),
        (DEMO_PASSWORD, BadPassword::Common),
    ] {
        assert_eq!(check_password(password, "zhangsan.qianyang"), Err(fault), "{password}");
    }
    for password in [
        "correct horse battery",
        "窗外下雨了我在喝茶看书呢",
        "kuai-zi dian-deng 7",
    ] {
        assert_eq!(check_password(password, "zhangsan"), Ok(()), "{password}");
    }
}

#[test]
fn a_generated_password_may_be_used() {
    let dice = Dice::system();
    let (one, other) = (generate(&dice).unwrap(), generate(&dice).unwrap());
    assert_ne!(one, other);
    assert_eq!(one.len(), 23);
    assert_eq!(check_password(&one, "zhangsan"), Ok(()));
}
