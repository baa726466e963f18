use super::groups;

#[test]
fn a_number_is_read_in_groups() {
    assert_eq!(groups("610328202611230001"), ["6103", "2820", "2611", "2300", "01"]);
    assert_eq!(groups("610328-20261123-0001"), ["6103", "28", "2026", "1123", "0001"]);
}
