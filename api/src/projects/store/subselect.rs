//! What hangs on a project, read in the project's own statement. Unlike diesel's `sql()`, these stay prepared.

use crate::db::{Backend, schema::projects};
use diesel::{
    expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate},
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_types::{Nullable, Text},
};

macro_rules! subselects {
    ($($(#[$doc:meta])* $name:ident = $sql:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, QueryId)]
        pub struct $name;

        impl Expression for $name {
            type SqlType = Nullable<Text>;
        }

        impl SelectableExpression<projects::table> for $name {}
        impl AppearsOnTable<projects::table> for $name {}

        impl ValidGrouping<()> for $name {
            type IsAggregate = is_aggregate::No;
        }

        impl QueryFragment<Backend> for $name {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
                out.push_sql($sql);
                Ok(())
            }
        }
    )*};
}

subselects! {
    /// The objectives as `id,id,…`, the main one first. Both engines know `string_agg` with an order.
    ObjectiveIds = "(SELECT string_agg(project_objectives.objective_id, ',' ORDER BY project_objectives.position) \
                     FROM project_objectives WHERE project_objectives.project_id = projects.id)";
    /// The form, as JSON.
    Content = "(SELECT fiches.content FROM fiches WHERE fiches.project_id = projects.id)";
    /// SHA-256 of the last submission.
    LastSha256 = "(SELECT submissions.sha256 FROM submissions WHERE submissions.project_id = projects.id \
                   ORDER BY submissions.position DESC LIMIT 1)";
}
