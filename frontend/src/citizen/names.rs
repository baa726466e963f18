//! What roles, items and papers are called in the reader's language. What the catalogue does not know keeps its id.

use yijian_domain::{
    catalogue::Catalogue,
    id::{ItemId, MaterialKey, RoleId},
};

use crate::text;

/// The name of a role.
#[must_use]
pub fn role(slice: &Catalogue, id: &RoleId) -> String {
    slice.roles.get(id).map_or_else(
        || id.to_string(),
        |role| text::of(&role.name, role.name_en.as_ref()).to_owned(),
    )
}

/// The name of an item.
#[must_use]
pub fn item(slice: &Catalogue, id: &ItemId) -> String {
    slice.items.get(id).map_or_else(
        || id.to_string(),
        |item| text::of(&item.name, item.name_en.as_ref()).to_owned(),
    )
}

/// The name of a paper, with the person it belongs to when it belongs to somebody.
#[must_use]
pub fn material(slice: &Catalogue, key: &MaterialKey) -> String {
    let name = slice.materials.get(&key.what).map_or_else(
        || key.what.to_string(),
        |material| text::of(&material.name, material.name_en.as_ref()).to_owned(),
    );
    match &key.role {
        Some(id) => text::plan_of_person(name, role(slice, id)),
        None => name,
    }
}
