//! Reads JSON on the phone, with little code for each type.
//!
//! A derived `Deserialize` can fill a struct from named fields or from a sequence. Named fields cost more than a kilobyte for
//! each field of each type, because every name, order and repetition must be expected. So the text becomes a tree first,
//! by code that exists once, and every struct is filled as a sequence, in which the tree looks up each field by name.
//! What the server leaves out because it is empty is marked as default in the types; no other field may be missing.

mod json;
#[cfg(test)]
mod tests;

pub use json::Json;

use std::fmt::Display;

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, DeserializeSeed, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
        Visitor, value::StringDeserializer,
    },
};

/// The text does not hold what was expected. It says no more: nobody but a program reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the expected JSON")]
pub struct Mismatch;

impl Error for Mismatch {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

/// Reads a value from JSON.
///
/// # Errors
/// When the text is no JSON or holds something else.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Mismatch> {
    T::deserialize(Json::parse(text)?)
}

/// Fields of an object, in the order in which a struct names them.
struct Fields {
    names: std::slice::Iter<'static, &'static str>,
    object: Vec<(String, Json)>,
}

impl<'de> SeqAccess<'de> for Fields {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        match self.names.next().and_then(|name| json::take(&mut self.object, name)) {
            Some(value) => seed.deserialize(value).map(Some),
            None => Ok(None),
        }
    }
}

/// Elements of an array.
struct Elements(std::vec::IntoIter<Json>);

impl<'de> SeqAccess<'de> for Elements {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        self.0.next().map(|value| seed.deserialize(value)).transpose()
    }
}

/// Entries of an object that is a map.
struct Entries {
    entries: std::vec::IntoIter<(String, Json)>,
    value: Json,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mismatch> {
        let Some((key, value)) = self.entries.next() else {
            return Ok(None);
        };
        self.value = value;
        seed.deserialize(Json::Text(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mismatch> {
        seed.deserialize(std::mem::take(&mut self.value))
    }
}

/// A variant of an enum, with its content.
struct Variant(String, Json);

impl<'de> EnumAccess<'de> for Variant {
    type Error = Mismatch;
    type Variant = Json;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Json), Mismatch> {
        let name: StringDeserializer<Mismatch> = self.0.into_deserializer();
        Ok((seed.deserialize(name)?, self.1))
    }
}

impl<'de> VariantAccess<'de> for Json {
    type Error = Mismatch;

    fn unit_variant(self) -> Result<(), Mismatch> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Mismatch> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_struct("", fields, visitor)
    }
}

/// One method for each kind of number, all of which read what stands there.
macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            match self {
                Json::Natural(number) => visitor.visit_u64(number),
                Json::Negative(number) => visitor.visit_i64(number),
                Json::Fraction(number) => visitor.visit_f64(number),
                Json::Null | Json::Truth(_) | Json::Text(_) | Json::Array(_) | Json::Object(_) => Err(Mismatch),
            }
        }
    )*};
}

/// One method for each kind of text.
macro_rules! texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            match self {
                Json::Text(text) => visitor.visit_string(text),
                _ => Err(Mismatch),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Json {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Truth(truth) => visitor.visit_bool(truth),
            Self::Natural(number) => visitor.visit_u64(number),
            Self::Negative(number) => visitor.visit_i64(number),
            Self::Fraction(number) => visitor.visit_f64(number),
            Self::Text(text) => visitor.visit_string(text),
            Self::Array(_) => self.deserialize_seq(visitor),
            Self::Object(_) => self.deserialize_map(visitor),
        }
    }

    numbers! { deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
    deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 }

    texts! { deserialize_char deserialize_str deserialize_string deserialize_identifier deserialize_bytes
    deserialize_byte_buf }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Truth(truth) => visitor.visit_bool(truth),
            _ => Err(Mismatch),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Array(elements) => visitor.visit_seq(Elements(elements.into_iter())),
            _ => Err(Mismatch),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self {
            Self::Object(entries) => visitor.visit_map(Entries {
                entries: entries.into_iter(),
                value: Self::Null,
            }),
            _ => Err(Mismatch),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        match self {
            Self::Object(object) => visitor.visit_seq(Fields {
                names: fields.iter(),
                object,
            }),
            _ => Err(Mismatch),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let (name, content) = match self {
            Self::Text(name) => (name, Self::Null),
            Self::Object(mut object) if object.len() == 1 => object.pop().ok_or(Mismatch)?,
            _ => return Err(Mismatch),
        };
        visitor.visit_enum(Variant(name, content))
    }
}
