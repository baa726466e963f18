//! Hashes fit their password only, and take their turn.

use super::*;

#[tokio::test]
async fn a_password_fits_its_hash_only() {
    let turn = Passwords::cheap().turn().await.unwrap();
    let dice = Dice::loaded();
    let hash = turn.hash(&dice, "宝鸡 correct horse").await.unwrap();
    assert!(turn.fits("宝鸡 correct horse", Some(&hash)).await.unwrap());
    assert!(!turn.fits("correct horse", Some(&hash)).await.unwrap());
    assert_ne!(hash, turn.hash(&dice, "宝鸡 correct horse").await.unwrap());
    assert!(turn.fits("x", Some("no hash")).await.is_err());
}

#[tokio::test]
async fn nobody_takes_as_much_work_as_somebody() {
    let turn = Passwords::default().turn().await.unwrap();
    let hash = turn.hash(&Dice::loaded(), "correct horse").await.unwrap();
    let work = |hash: &str| hash.rsplitn(3, '$').last().unwrap().to_owned();
    assert_eq!(work(&hash), work(NOBODY));
    assert_eq!(work(&hash), "$argon2id$v=19$m=19456,t=2,p=1");
    assert!(!turn.fits("correct horse", None).await.unwrap());
}

#[tokio::test]
async fn a_turn_that_does_not_come_is_busy() {
    let mut passwords = Passwords::cheap();
    passwords.patience = Duration::from_millis(1);
    let mut turns = Vec::new();
    let fault = loop {
        match passwords.turn().await {
            Ok(turn) => turns.push(turn),
            Err(fault) => break fault,
        }
    };
    assert!(matches!(fault, PasswordFault::Busy));
    turns.pop();
    assert!(passwords.turn().await.is_ok());
}
