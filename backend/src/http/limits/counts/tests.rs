use super::*;

const KEY: Key = [1; 16];
const START: i64 = 60 * 1_000_000;

fn taken(counts: &Counts, times: u32, most: u32, now: i64) -> u32 {
    (0..times)
        .filter(|_| counts.take(&[(KEY, most)], 60, now).is_ok())
        .count()
        .try_into()
        .unwrap()
}

#[test]
fn no_more_than_allowed_goes_through_in_any_minute() {
    let counts = Counts::default();
    let mut through: Vec<i64> = Vec::new();
    for now in START..START + 600 {
        through.extend((0..taken(&counts, 3, 20, now)).map(|_| now));
    }
    assert!(through.len() >= 190, "{}", through.len());
    for end in START + 60..START + 600 {
        let lately = through.iter().filter(|at| (end - 60..end).contains(at)).count();
        // The share of the window before is an estimate.
        assert!(lately <= 30, "{lately} up to {end}");
    }
}

#[test]
fn after_the_seconds_it_names_there_is_room_again() {
    for second in [0, 1, 30, 59, 60, 75, 119] {
        let counts = Counts::default();
        assert_eq!(taken(&counts, 30, 10, START), 10);
        let now = START + second;
        taken(&counts, 30, 10, now);
        let full = counts.take(&[(KEY, 10)], 60, now).unwrap_err();
        let later = now + i64::try_from(full.seconds).unwrap();
        assert!(counts.take(&[(KEY, 10)], 60, later).is_ok(), "{second} {full:?}");
    }
}

#[test]
fn one_request_counts_under_all_its_keys_or_under_none() {
    let counts = Counts::default();
    let other = [2; 16];
    assert!(counts.take(&[(KEY, 5), (other, 1)], 60, START).is_ok());
    assert!(counts.take(&[(KEY, 5), (other, 1)], 60, START).is_err());
    assert_eq!(counts.standing(&KEY, 60, START), 1);
}

#[test]
fn servers_add_up_what_each_of_them_counted() {
    let (here, there) = (Counts::default(), Counts::default());
    taken(&here, 3, 100, START);
    taken(&there, 4, 100, START);
    let mut sent = here.unsent();
    sent.extend(there.unsent());
    let sum = Row {
        key: KEY,
        window: sent[0].window,
        sum: sent.iter().map(|delta| delta.more).sum(),
    };
    taken(&here, 1, 100, START);
    here.learn(&[sum]);
    there.learn(&[sum]);
    assert_eq!(here.standing(&KEY, 60, START), 8);
    assert_eq!(there.standing(&KEY, 60, START), 7);
    assert_eq!(here.unsent()[0].more, 1);
    assert!(there.unsent().is_empty());
}

#[test]
fn a_clock_that_is_set_back_locks_nobody_out() {
    let counts = Counts::default();
    assert_eq!(taken(&counts, 10, 10, START + 3600), 10);
    assert_eq!(taken(&counts, 10, 10, START), 10);
}

#[test]
fn when_there_are_too_many_keys_new_ones_share_one() {
    let counts = Counts::default();
    let key = |number: u32| {
        let mut key = [9; 16];
        key[..4].copy_from_slice(&number.to_be_bytes());
        key
    };
    let most = u32::try_from(MOST_KEYS).unwrap();
    for number in 0..most {
        counts.take(&[(key(number), 1)], 60, START).unwrap();
    }
    let more = (most..most + 100).filter(|number| counts.take(&[(key(*number), 1)], 60, START).is_ok());
    assert_eq!(more.count(), usize::try_from(OTHERS_TIMES).unwrap());
    assert!(counts.take(&[(key(most), 1)], 60, START + 120).is_ok());
}
