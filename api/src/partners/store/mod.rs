//! Partners in the database.

pub mod merge;

use crate::{
    catalogue,
    db::{
        AnyConnection, new_id,
        schema::{memberships, partners},
    },
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::{dsl::exists, prelude::*};
use openapi::{
    Id, Role,
    partner::{Partner, PartnerInput},
};

/// Holds a partner's row until the transaction ends.
pub fn hold(connection: &mut AnyConnection, id: &str) -> QueryResult<()> {
    // SQLite has one writer at a time.
    let AnyConnection::Postgres(connection) = connection else { return Ok(()) };
    partners::table.find(id).select(partners::id).for_no_key_update().load::<String>(connection).map(drop)
}

/// What a client can set; every field is written at each change.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = partners, treat_none_as_null = true)]
struct Content<'a> {
    kind: &'static str,
    name: &'a str,
    siret: Option<&'a str>,
    siren: Option<&'a str>,
    rna: Option<&'a str>,
    uai: Option<&'a str>,
    description: &'a str,
    website: Option<&'a str>,
    address: &'a str,
    email: Option<&'a str>,
    phone: Option<&'a str>,
    representative: Option<&'a str>,
    representative_role: Option<&'a str>,
    contact_name: Option<&'a str>,
    updated_at: NaiveDateTime,
}

fn content(input: &PartnerInput, now: DateTime<Utc>) -> Content<'_> {
    let PartnerInput {
        programme: _,
        kind,
        name,
        siret,
        siren,
        rna,
        uai,
        description,
        website,
        address,
        email,
        phone,
        representative,
        representative_role,
        contact_name,
    } = input;
    Content {
        kind: kind.as_str(),
        name,
        siret: siret.as_deref(),
        siren: siren.as_deref(),
        rna: rna.as_deref(),
        uai: uai.as_deref(),
        description,
        website: website.as_deref(),
        address,
        email: email.as_deref(),
        phone: phone.as_deref(),
        representative: representative.as_deref(),
        representative_role: representative_role.as_deref(),
        contact_name: contact_name.as_deref(),
        updated_at: now.naive_utc(),
    }
}

fn written(connection: &mut AnyConnection, id: &str) -> QueryResult<Partner> {
    catalogue::store::load(connection)?.partner(id).cloned().ok_or(diesel::result::Error::NotFound)
}

/// The caller has claimed the catalogue.
pub fn insert(
    connection: &mut AnyConnection,
    programme: &Id,
    input: &PartnerInput,
    now: DateTime<Utc>,
) -> QueryResult<Partner> {
    let id = new_id();
    diesel::insert_into(partners::table)
        .values((
            partners::id.eq(&id),
            partners::programme_id.eq(programme.as_str()),
            content(input, now),
            partners::version.eq(1),
            partners::created_at.eq(now.naive_utc()),
        ))
        .execute(connection)?;
    written(connection, &id)
}

/// The caller has claimed the catalogue.
pub fn update(
    connection: &mut AnyConnection,
    current: &Partner,
    input: &PartnerInput,
    now: DateTime<Utc>,
) -> QueryResult<Partner> {
    diesel::update(partners::table.find(current.id.as_str()))
        .set((content(input, now), partners::version.eq(current.version + 1)))
        .execute(connection)?;
    written(connection, current.id.as_str())
}

/// Whether somebody speaks for the partner as a carrier.
pub fn has_carriers(connection: &mut AnyConnection, id: &str) -> QueryResult<bool> {
    let carriers = memberships::table
        .filter(memberships::partner_id.eq(id).and(memberships::role.eq(Role::Carrier.as_str())));
    diesel::select(exists(carriers)).get_result(connection)
}

/// Fails on a foreign key while anything refers to the partner.
pub fn delete(connection: &mut AnyConnection, id: &str) -> QueryResult<usize> {
    diesel::delete(partners::table.find(id)).execute(connection)
}
