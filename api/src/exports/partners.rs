//! Partners, with the contacts that the reader may read.

use super::{Export, gathered, moment, narrowed, optional, text};
use crate::{
    auth::actor::Visit,
    db::DbError,
    http::{
        fail::Fail,
        sheet::{Cell, Sheet},
        text::fold,
    },
    partners::rules::seen_by,
    projects::store::{self, Filter},
};
use openapi::{export::ExportFilter, partner::Partner};
use std::collections::HashSet;

const HEAD: [&str; 15] = [
    "Nom",
    "Catégorie",
    "SIRET",
    "SIREN",
    "RNA",
    "UAI",
    "Adresse",
    "Courriel",
    "Téléphone",
    "Représentant",
    "Qualité",
    "Contact",
    "Site",
    "Présentation",
    "Mis à jour",
];

pub async fn export(visit: &Visit, filter: &ExportFilter) -> Result<Export, Fail> {
    if visit.user()?.grants.is_empty() {
        return Err(Fail::FORBIDDEN);
    }
    let narrowed = narrowed(visit, filter.call.as_deref(), filter.programme.as_deref())?;
    let leads: Option<HashSet<String>> = match narrowed.call.clone() {
        None => None,
        call => Some(
            gathered(visit, move |visit, connection| {
                let filter = Filter { call: call.clone(), ..Filter::default() };
                let found = store::found(connection, visit.person(), &filter).map_err(DbError::from)?;
                Ok(found.into_iter().map(|(_, partner)| partner).collect())
            })
            .await?,
        ),
    };
    let found = visit.catalogue.partners.iter().map(|entry| &entry.value).filter(|partner| {
        narrowed.programme.as_deref().is_none_or(|id| partner.programme.as_str() == id)
            && leads.as_ref().is_none_or(|leads| leads.contains(partner.id.as_str()))
    });
    let mut partners: Vec<Partner> = found.map(|partner| seen_by(visit.person(), partner)).collect();
    partners.sort_by_cached_key(|partner| (fold(&partner.name), partner.id.to_string()));
    let sheet = Sheet {
        head: HEAD.map(str::to_owned).to_vec(),
        rows: partners.into_iter().map(|partner| row(partner).to_vec()).collect(),
    };
    Ok(Export { sheet, title: "Partenaires", of: narrowed.slugs })
}

fn row(partner: Partner) -> [Cell; 15] {
    let Partner {
        id: _,
        version: _,
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
        created_at: _,
        updated_at,
    } = partner;
    [
        text(name),
        text(kind.label_fr()),
        optional(siret),
        optional(siren),
        optional(rna),
        optional(uai),
        text(address),
        optional(email),
        optional(phone),
        optional(representative),
        optional(representative_role),
        optional(contact_name),
        optional(website),
        text(description),
        moment(Some(updated_at)),
    ]
}
