#[test]
fn a_map_link_names_the_place() {
    assert_eq!(
        super::map("大厅", 107.131, 34.642),
        "https://uri.amap.com/marker?position=107.131,34.642&name=%E5%A4%A7%E5%8E%85&coordinate=wgs84"
    );
}
