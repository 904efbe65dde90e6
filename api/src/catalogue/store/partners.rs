//! Partners of the snapshot.

use crate::{
    catalogue::Entry,
    db::{AnyConnection, schema::partners},
    http::text,
};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use openapi::{
    Id,
    partner::{Partner, PartnerKind},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = partners)]
struct PartnerRow {
    id: String,
    programme_id: String,
    kind: String,
    name: String,
    siret: Option<String>,
    siren: Option<String>,
    rna: Option<String>,
    uai: Option<String>,
    description: String,
    website: Option<String>,
    address: String,
    email: Option<String>,
    phone: Option<String>,
    representative: Option<String>,
    representative_role: Option<String>,
    contact_name: Option<String>,
    version: i32,
    created_at: NaiveDateTime,
    updated_at: NaiveDateTime,
}

/// All of them, oldest first.
pub fn load(connection: &mut AnyConnection) -> QueryResult<Vec<Entry<Partner>>> {
    let rows: Vec<PartnerRow> =
        partners::table.order(partners::id).select(PartnerRow::as_select()).load(connection)?;
    Ok(rows.into_iter().map(partner).collect())
}

fn partner(row: PartnerRow) -> Entry<Partner> {
    let PartnerRow {
        id,
        programme_id,
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
        version,
        created_at,
        updated_at,
    } = row;
    let kind = PartnerKind::parse(&kind).unwrap_or(PartnerKind::PublicBody);
    Entry {
        index: text::index(&[&name, &description, kind.label_fr()]),
        value: Partner {
            id: Id::from_storage(id),
            version,
            programme: Id::from_storage(programme_id),
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
            created_at: created_at.and_utc(),
            updated_at: updated_at.and_utc(),
        },
    }
}
