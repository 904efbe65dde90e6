//! Versions of the sections of a fiche.

use super::Row;
use crate::db::{
    AnyConnection,
    schema::{section_versions, users},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use openapi::{
    Id,
    project::{ProjectInput, Section, SectionVersion},
    review::PersonRef,
};

/// Where all sections stand, in the order of the form. One that nobody changed is at version 1, as it was started.
pub fn versions(connection: &mut AnyConnection, row: &Row) -> QueryResult<Vec<SectionVersion>> {
    type Found = (String, i32, NaiveDateTime, Option<(String, String)>);
    let found: Vec<Found> = section_versions::table
        .left_join(users::table.on(section_versions::updated_by.eq(users::id.nullable())))
        .filter(section_versions::project_id.eq(&row.id))
        .select((
            section_versions::section,
            section_versions::version,
            section_versions::updated_at,
            (users::id, users::name).nullable(),
        ))
        .load(connection)?;
    let at = |section: Section| {
        let found = found.iter().find(|(name, ..)| name == section.as_str());
        let (version, updated_at, updated_by) = match found {
            Some((_, version, at, by)) => {
                let person = by.clone().map(|(id, name)| PersonRef { id: Id::from_storage(id), name });
                (*version, at.and_utc(), person)
            }
            None => (1, row.created_at.and_utc(), None),
        };
        SectionVersion { section, version, updated_at, updated_by }
    };
    Ok(Section::ALL.map(at).to_vec())
}

/// Raises the version of each section in which two fiches differ; nobody is named for what the coordination put back,
/// since who of them acted is not the applicant's to know. The project's row must be held.
pub fn raise(
    connection: &mut AnyConnection,
    row: &Row,
    before: &ProjectInput,
    after: &ProjectInput,
    by: Option<&str>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    for section in Section::ALL.into_iter().filter(|section| !section.same(before, after)) {
        let own = section_versions::table.find((&row.id, section.as_str()));
        let raised = diesel::update(own)
            .set((
                section_versions::version.eq(section_versions::version + 1),
                section_versions::updated_by.eq(by),
                section_versions::updated_at.eq(now.naive_utc()),
            ))
            .execute(connection)?;
        if raised == 0 {
            diesel::insert_into(section_versions::table)
                .values((
                    section_versions::project_id.eq(&row.id),
                    section_versions::section.eq(section.as_str()),
                    section_versions::version.eq(2),
                    section_versions::updated_by.eq(by),
                    section_versions::updated_at.eq(now.naive_utc()),
                ))
                .execute(connection)?;
        }
    }
    Ok(())
}
