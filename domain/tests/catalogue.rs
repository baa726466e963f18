//! The catalogue of this repository has no defects.

use yijian_domain::catalogue::{check::check, embedded};

#[test]
fn the_embedded_catalogue_has_no_defects() {
    let loaded = embedded::catalogue();
    let mut defects = loaded.defects;
    defects.extend(check(&loaded.catalogue));
    let lines: Vec<_> = defects.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} defects:\n{}", lines.len(), lines.join("\n"));
}
