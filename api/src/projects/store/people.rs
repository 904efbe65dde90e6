//! Who has access to a fiche besides the committee: its lead organisation, and those who were invited.

use crate::db::{
    AnyConnection, new_id,
    schema::{collaborators, memberships, project_leads, projects, users},
    versions::{self, Touched},
};
use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id, PartnerRole,
    project::{AccessBy, Collaborator},
    review::PersonRef,
};

/// How long an invitation can be accepted.
const LIFE: Duration = Duration::days(14);

/// An invitation as stored, accepted or not.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = collaborators)]
pub struct Invited {
    pub id: String,
    pub project_id: String,
    pub user_id: Option<String>,
    pub email: String,
    pub role: String,
    pub version: i32,
    pub expires_at: NaiveDateTime,
}

/// `token` is told once, to whoever invites.
pub fn wire(invited: Invited, name: Option<String>, in_charge: bool, token: Option<String>) -> Collaborator {
    let Invited { id, project_id: _, user_id, email, role, version, expires_at } = invited;
    let accepted = user_id.is_some();
    Collaborator {
        id: Id::from_storage(id),
        version,
        by: AccessBy::Invitation,
        // An unknown role can only come from a newer server: the weakest one is the safe reading.
        role: PartnerRole::parse(&role).unwrap_or(PartnerRole::Reader),
        in_charge,
        person: user_id.map(|user| PersonRef { id: Id::from_storage(user), name: name.unwrap_or_default() }),
        email: Some(email),
        accepted,
        token,
        expires_at: (!accepted).then(|| expires_at.and_utc()),
    }
}

/// Who answers for a project: whoever it was handed over to, else whoever started it.
pub fn in_charge(connection: &mut AnyConnection, project: &str) -> QueryResult<String> {
    let handed: Option<String> =
        project_leads::table.find(project).select(project_leads::user_id).first(connection).optional()?;
    match handed {
        Some(user) => Ok(user),
        None => projects::table.find(project).select(projects::created_by).first(connection),
    }
}

/// Everybody with access: the lead organisation by name, then those who were invited, the oldest first.
pub fn list(connection: &mut AnyConnection, project: &str, lead: &str) -> QueryResult<Vec<Collaborator>> {
    let in_charge = in_charge(connection, project)?;
    let members: Vec<(String, i32, Option<String>, String, String)> = memberships::table
        .inner_join(users::table)
        .filter(memberships::partner_id.eq(lead).and(memberships::role.eq("partner")))
        .filter(users::status.eq("active"))
        .order((users::name, memberships::id))
        .select((memberships::id, memberships::version, memberships::partner_role, users::id, users::name))
        .load(connection)?;
    let member =
        |(id, version, role, user, name): (String, i32, Option<String>, String, String)| Collaborator {
            id: Id::from_storage(id),
            version,
            by: AccessBy::Organisation,
            role: role.as_deref().and_then(PartnerRole::parse).unwrap_or(PartnerRole::Reader),
            in_charge: user == in_charge,
            person: Some(PersonRef { id: Id::from_storage(user), name }),
            email: None,
            accepted: true,
            token: None,
            expires_at: None,
        };
    let invited: Vec<(Invited, Option<String>)> = collaborators::table
        .left_join(users::table.on(collaborators::user_id.eq(users::id.nullable())))
        .filter(collaborators::project_id.eq(project))
        .order(collaborators::id)
        .select((Invited::as_select(), users::name.nullable()))
        .load(connection)?;
    let invited = invited.into_iter().map(|(invited, name)| {
        let lead = invited.user_id.as_deref() == Some(&in_charge);
        wire(invited, name, lead, None)
    });
    Ok(members.into_iter().map(member).chain(invited).collect())
}

/// An invitation to a project.
pub fn find(connection: &mut AnyConnection, project: &str, id: &str) -> QueryResult<Option<Invited>> {
    collaborators::table
        .filter(collaborators::id.eq(id).and(collaborators::project_id.eq(project)))
        .select(Invited::as_select())
        .first(connection)
        .optional()
}

/// Whether an address is that of somebody who acts for an organisation.
pub fn belongs(connection: &mut AnyConnection, email: &str, partner: &str) -> QueryResult<bool> {
    let found = memberships::table
        .inner_join(users::table)
        .filter(memberships::partner_id.eq(partner).and(memberships::role.eq("partner")))
        .filter(users::email.eq(email));
    diesel::select(diesel::dsl::exists(found)).get_result(connection)
}

/// Whom somebody invites, to what, and with which secret.
pub struct Letter<'a> {
    pub project: &'a str,
    /// In lower case.
    pub email: &'a str,
    pub role: PartnerRole,
    pub token_hash: &'a str,
    pub by: &'a str,
}

/// A new invitation. One to the same address that nobody accepted in time makes room for it.
pub fn invite(
    connection: &mut AnyConnection,
    letter: &Letter<'_>,
    now: DateTime<Utc>,
) -> QueryResult<Invited> {
    let same =
        collaborators::project_id.eq(letter.project.to_owned()).and(collaborators::email.eq(letter.email));
    let over = collaborators::user_id.is_null().and(collaborators::expires_at.le(now.naive_utc()));
    diesel::delete(collaborators::table.filter(same).filter(over)).execute(connection)?;
    let id = new_id();
    diesel::insert_into(collaborators::table)
        .values((
            collaborators::id.eq(&id),
            collaborators::project_id.eq(letter.project),
            collaborators::email.eq(letter.email),
            collaborators::role.eq(letter.role.as_str()),
            collaborators::token_hash.eq(letter.token_hash),
            collaborators::invited_by.eq(letter.by),
            collaborators::version.eq(1),
            collaborators::expires_at.eq((now + LIFE).naive_utc()),
            collaborators::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    collaborators::table.find(&id).select(Invited::as_select()).first(connection)
}

/// The invitation that a token opens: neither used nor expired.
pub fn open(
    connection: &mut AnyConnection,
    token_hash: &str,
    now: DateTime<Utc>,
) -> QueryResult<Option<Invited>> {
    collaborators::table
        .filter(collaborators::token_hash.eq(token_hash))
        .filter(collaborators::user_id.is_null().and(collaborators::expires_at.gt(now.naive_utc())))
        .select(Invited::as_select())
        .first(connection)
        .optional()
}

/// The invited person is in, at once for every process.
pub fn accept(
    connection: &mut AnyConnection,
    invited: &Invited,
    user: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(collaborators::table.find(&invited.id))
        .set((
            collaborators::user_id.eq(user),
            collaborators::accepted_at.eq(now.naive_utc()),
            collaborators::version.eq(collaborators::version + 1),
        ))
        .execute(connection)?;
    versions::touch(connection, Touched::Auth)
}

/// Changes what an invitation gives; works at the person's next request.
pub fn change(connection: &mut AnyConnection, id: &str, role: PartnerRole) -> QueryResult<()> {
    diesel::update(collaborators::table.find(id))
        .set((collaborators::role.eq(role.as_str()), collaborators::version.eq(collaborators::version + 1)))
        .execute(connection)?;
    versions::touch(connection, Touched::Auth)
}

/// Takes an invitation back, accepted or not; works at the person's next request.
pub fn remove(connection: &mut AnyConnection, id: &str) -> QueryResult<()> {
    diesel::delete(collaborators::table.find(id)).execute(connection)?;
    versions::touch(connection, Touched::Auth)
}

/// Makes another person answer for a project.
pub fn hand_over(
    connection: &mut AnyConnection,
    project: &str,
    user: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::delete(project_leads::table.find(project)).execute(connection)?;
    diesel::insert_into(project_leads::table)
        .values((
            project_leads::project_id.eq(project),
            project_leads::user_id.eq(user),
            project_leads::since.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    versions::touch(connection, Touched::Auth)
}
