//! Who is written to.

use crate::{
    db::{
        AnyConnection,
        schema::{collaborators, memberships, users},
    },
    mail::Recipient,
};
use diesel::prelude::*;
use openapi::{PartnerRole, Role};

/// The people who write for an organisation, owners and editors, each once.
pub fn writers_for(connection: &mut AnyConnection, partner: &str) -> QueryResult<Vec<Recipient>> {
    let writing = [PartnerRole::Owner.as_str(), PartnerRole::Editor.as_str()];
    let rows: Vec<(String, String)> = memberships::table
        .inner_join(users::table)
        .filter(memberships::partner_id.eq(partner).and(memberships::role.eq(Role::Partner.as_str())))
        .filter(memberships::partner_role.eq_any(writing))
        .filter(users::status.eq("active"))
        .order(users::email)
        .select((users::email, users::name))
        .distinct()
        .load(connection)?;
    Ok(rows.into_iter().map(|(email, name)| Recipient { email, name }).collect())
}

/// The people who answer for an organisation: those who write for it and, of an institution, those who speak for it.
pub fn answerers_for(connection: &mut AnyConnection, partner: &str) -> QueryResult<Vec<Recipient>> {
    let mut people = writers_for(connection, partner)?;
    let speakers: Vec<(String, String)> = memberships::table
        .inner_join(users::table)
        .filter(memberships::partner_id.eq(partner).and(memberships::role.eq(Role::Carrier.as_str())))
        .filter(users::status.eq("active"))
        .order(users::email)
        .select((users::email, users::name))
        .distinct()
        .load(connection)?;
    add(&mut people, speakers);
    Ok(people)
}

/// Who stands there twice is written to once.
fn add(people: &mut Vec<Recipient>, more: Vec<(String, String)>) {
    for (email, name) in more {
        if people.iter().all(|person| person.email != email) {
            people.push(Recipient { email, name });
        }
    }
}

/// The people who write a fiche: those of its lead organisation, and those invited to it as editors, each once.
pub fn writers_of(
    connection: &mut AnyConnection,
    project: &str,
    partner: &str,
) -> QueryResult<Vec<Recipient>> {
    let mut writers = writers_for(connection, partner)?;
    let invited: Vec<(String, String)> = collaborators::table
        .inner_join(users::table.on(collaborators::user_id.eq(users::id.nullable())))
        .filter(collaborators::project_id.eq(project))
        .filter(collaborators::role.eq_any([PartnerRole::Owner.as_str(), PartnerRole::Editor.as_str()]))
        .filter(users::status.eq("active"))
        .order(users::email)
        .select((users::email, users::name))
        .load(connection)?;
    add(&mut writers, invited);
    Ok(writers)
}

/// The coordinators of a programme.
pub fn coordinators_of(connection: &mut AnyConnection, programme: &str) -> QueryResult<Vec<Recipient>> {
    let rows: Vec<(String, String)> = memberships::table
        .inner_join(users::table)
        .filter(memberships::programme_id.eq(programme).and(memberships::role.eq(Role::Coordinator.as_str())))
        .filter(users::status.eq("active"))
        .order(users::email)
        .select((users::email, users::name))
        .distinct()
        .load(connection)?;
    Ok(rows.into_iter().map(|(email, name)| Recipient { email, name }).collect())
}

/// A person by the account's id.
pub fn person(connection: &mut AnyConnection, user: &str) -> QueryResult<Option<Recipient>> {
    let found: Option<(String, String)> = users::table
        .find(user)
        .filter(users::status.eq("active"))
        .select((users::email, users::name))
        .first(connection)
        .optional()?;
    Ok(found.map(|(email, name)| Recipient { email, name }))
}
