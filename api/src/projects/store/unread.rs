//! Messages that a person has not read, read in the project's own statement.

use super::scope::{Where, any, both, own};
use crate::{
    auth::principal::Principal,
    db::{Backend, schema::projects},
};
use diesel::{
    expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate},
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_types::{Bool, Nullable, Text},
};
use openapi::{Role, message::MessageSide};

/// The side of each message of others that a person has not read, as `applicant,coordination,…`; nobody has none.
#[derive(Debug, Clone)]
pub struct UnreadSides(pub Option<String>);

/// Whether there is such a message from a side.
#[derive(Debug, Clone)]
struct HasUnread {
    user: String,
    from: MessageSide,
}

impl Expression for UnreadSides {
    type SqlType = Nullable<Text>;
}

impl Expression for HasUnread {
    type SqlType = Bool;
}

macro_rules! on_projects {
    ($($name:ident)*) => {$(
        impl SelectableExpression<projects::table> for $name {}
        impl AppearsOnTable<projects::table> for $name {}

        impl ValidGrouping<()> for $name {
            type IsAggregate = is_aggregate::No;
        }

        // The statement depends on the value.
        impl QueryId for $name {
            type QueryId = ();
            const HAS_STATIC_QUERY_ID: bool = false;
        }
    )*};
}

on_projects! { UnreadSides HasUnread }

/// ` FROM messages …` of those that `user` has not read.
fn push_unread<'b>(out: &mut AstPass<'_, 'b, Backend>, user: &'b String) -> QueryResult<()> {
    out.push_sql(" FROM messages WHERE messages.project_id = projects.id AND messages.author_id <> ");
    out.push_bind_param::<Text, _>(user)?;
    out.push_sql(
        " AND messages.id > COALESCE((SELECT message_marks.read_until FROM message_marks \
         WHERE message_marks.project_id = projects.id AND message_marks.user_id = ",
    );
    out.push_bind_param::<Text, _>(user)?;
    out.push_sql("), '')");
    Ok(())
}

impl QueryFragment<Backend> for UnreadSides {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        let Some(user) = &self.0 else {
            out.push_sql("NULL");
            return Ok(());
        };
        out.push_sql("(SELECT string_agg(messages.side, ',')");
        push_unread(&mut out, user)?;
        out.push_sql(")");
        Ok(())
    }
}

impl QueryFragment<Backend> for HasUnread {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        out.push_sql("EXISTS (SELECT 1");
        push_unread(&mut out, &self.user)?;
        // A word of ours, not of anybody else's.
        out.push_sql(match self.from {
            MessageSide::Applicant => " AND messages.side = 'applicant')",
            MessageSide::Coordination => " AND messages.side = 'coordination')",
        });
        Ok(())
    }
}

/// Projects with messages that wait for a person.
pub fn unread(person: Option<&Principal>) -> Where {
    let Some(person) = person else { return any(Vec::new()) };
    let from = |from| Box::new(HasUnread { user: person.user.clone(), from }) as Where;
    let coordinated = person
        .programmes_as(Role::Coordinator)
        .into_iter()
        .map(|programme| Box::new(projects::programme_id.eq(programme)) as Where);
    any(vec![
        both(any(own(person)), from(MessageSide::Coordination)),
        both(any(coordinated.collect()), from(MessageSide::Applicant)),
    ])
}
