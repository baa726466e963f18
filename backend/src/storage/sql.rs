//! SQL that is put together piece by piece, with the numbered places of values that both databases read.

use std::fmt::{Display, Write};

use sqlx::{
    Any, AssertSqlSafe, Encode, Type,
    any::{AnyArguments, AnyRow},
    query::{Query, QueryScalar},
};

/// A statement in the making. What it is put together from is this program's own text; values go into places of their
/// own (`$1`, `$2`, …).
#[derive(Default)]
pub(super) struct Sql {
    text: String,
    arguments: AnyArguments,
    bound: usize,
}

impl Sql {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Adds text.
    pub(super) fn push(&mut self, text: impl Display) -> &mut Self {
        write!(self.text, "{text}").expect("text takes text");
        self
    }

    /// Adds a place with a value.
    pub(super) fn push_bind<'t>(&mut self, value: impl Encode<'t, Any> + Type<Any>) -> &mut Self {
        sqlx::Arguments::add(&mut self.arguments, value).expect("text, numbers and bytes always encode");
        self.bound += 1;
        let place = self.bound;
        self.push(format_args!("${place}"))
    }

    /// Adds values with something between them.
    pub(super) fn separated(&mut self, separator: &'static str) -> Separated<'_> {
        Separated {
            sql: self,
            separator,
            first: true,
        }
    }

    /// Adds the rows of an INSERT.
    pub(super) fn push_values<R>(&mut self, rows: impl IntoIterator<Item = R>, mut row: impl FnMut(Separated<'_>, R)) {
        self.push("VALUES ");
        for (place, values) in rows.into_iter().enumerate() {
            self.push(if place == 0 { "(" } else { ", (" });
            row(self.separated(", "), values);
            self.push(")");
        }
    }

    /// Its text.
    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The statement.
    pub(super) fn build(self) -> Query<'static, Any, AnyArguments> {
        sqlx::query_with(AssertSqlSafe(self.text), self.arguments)
    }

    /// The statement, which gives one value.
    pub(super) fn build_scalar<T>(self) -> QueryScalar<'static, Any, T, AnyArguments>
    where
        (T,): for<'r> sqlx::FromRow<'r, AnyRow>,
    {
        sqlx::query_scalar_with(AssertSqlSafe(self.text), self.arguments)
    }
}

/// A list of values in the making.
pub(super) struct Separated<'s> {
    sql: &'s mut Sql,
    separator: &'static str,
    first: bool,
}

impl Separated<'_> {
    /// Adds a place with a value.
    pub(super) fn push_bind<'t>(&mut self, value: impl Encode<'t, Any> + Type<Any>) -> &mut Self {
        self.next();
        self.sql.push_bind(value);
        self
    }

    /// Adds text.
    pub(super) fn push(&mut self, text: impl Display) -> &mut Self {
        self.next();
        self.sql.push(text);
        self
    }

    fn next(&mut self) {
        if !self.first {
            self.sql.push(self.separator);
        }
        self.first = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbered_in_the_order_of_their_values() {
        let mut sql = Sql::new("INSERT INTO t (a, b) ");
        sql.push_values([("x", 1_i64), ("y", 2)], |mut values, (a, b)| {
            values.push_bind(a).push_bind(b);
        });
        sql.push(" RETURNING a");
        assert_eq!(sql.text, "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) RETURNING a");
    }
}
