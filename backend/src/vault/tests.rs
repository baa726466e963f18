use super::*;

fn key(id: u8, from: i64) -> SealingKey {
    SealingKey {
        id,
        from,
        key: Zeroizing::new([id; 32]),
    }
}

fn vault(keys: Vec<SealingKey>) -> Vault {
    let clock = Clock::frozen("2026-03-02T01:30:00Z".parse().unwrap());
    Vault::new(keys, [9; 32], clock)
}

#[test]
fn what_was_sealed_for_a_place_is_read_there_only() {
    let vault = vault(vec![key(1, 0)]);
    let (key, wrapped) = vault.new_key().unwrap();
    let sealed = key.seal("events/1/1", "张三".as_bytes()).unwrap();
    assert!(!sealed.contains('三'));
    let again = vault.unwrap(&wrapped).unwrap();
    assert_eq!(again.open("events/1/1", &sealed).unwrap().as_slice(), "张三".as_bytes());
    assert_eq!(again.open("events/1/2", &sealed).unwrap_err(), VaultFault::Changed);
    let (other, _) = vault.new_key().unwrap();
    assert_eq!(other.open("events/1/1", &sealed).unwrap_err(), VaultFault::Changed);
}

#[test]
fn every_changed_character_is_noticed() {
    let vault = vault(vec![key(1, 0)]);
    let sealed = vault.seal("accounts/1", b"19900000001").unwrap();
    for place in 3..sealed.len() {
        let mut bytes = sealed.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert_eq!(
            vault.open("accounts/1", &changed).unwrap_err(),
            VaultFault::Changed,
            "{place}"
        );
    }
}

#[test]
fn the_same_text_is_never_sealed_alike() {
    let vault = vault(vec![key(1, 0)]);
    assert_ne!(vault.seal("a", b"x").unwrap(), vault.seal("a", b"x").unwrap());
}

#[test]
fn a_new_key_wraps_from_its_moment_on_and_old_texts_stay_readable() {
    let now = 1_772_415_000;
    let old = vault(vec![key(1, 0)]);
    let (data, wrapped) = old.new_key().unwrap();
    let short = old.seal("a", b"x").unwrap();
    let waiting = vault(vec![key(1, 0), key(2, now + 60)]);
    assert_eq!(waiting.present_id(), 1);
    assert_eq!(waiting.rewrap(&wrapped).unwrap(), None);
    waiting.clock.advance(jiff::SignedDuration::from_secs(60));
    assert_eq!(waiting.present_id(), 2);
    let rewrapped = waiting.rewrap(&wrapped).unwrap().unwrap();
    let resealed = waiting.reseal("a", &short).unwrap().unwrap();
    let new = vault(vec![key(2, 0)]);
    assert_eq!(new.unwrap(&rewrapped).unwrap().bytes(), data.bytes());
    assert_eq!(new.open("a", &resealed).unwrap().as_slice(), b"x");
    assert_eq!(new.unwrap(&wrapped).unwrap_err(), VaultFault::UnknownKey(1));
    assert_eq!(new.rewrap(&rewrapped).unwrap(), None);
}

#[test]
fn people_are_looked_up_by_kind() {
    let vault = vault(vec![key(1, 0)]);
    assert_eq!(vault.lookup("mobile", "1"), vault.lookup("mobile", "1"));
    assert_ne!(vault.lookup("mobile", "1"), vault.lookup("id_number", "1"));
}

#[test]
fn another_key_file_is_not_taken_in_the_place_of_the_one_that_seals() {
    let vault = vault(vec![key(1, 0)]);
    let other = SealingKey {
        key: Zeroizing::new([7; 32]),
        ..key(1, 0)
    };
    assert!(!vault.reload(vec![other]));
    assert!(!vault.reload(vec![key(2, 0)]));
    assert!(vault.reload(vec![key(1, 0), key(2, 1)]));
    assert_eq!(vault.present_id(), 2);
    assert!(vault.reload(vec![key(2, 1)]));
}
