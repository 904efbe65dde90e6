//! What a document says of a project: the fiche as it stands or as it was filed, for whoever sees all of it.

use super::{form::Vocabulary, store};
use crate::{
    auth::actor::Visit,
    db::AnyConnection,
    http::fail::Fail,
    projects::{
        Seen,
        read::{as_seen, whole},
        rules::View,
        seen,
        store::fiche,
    },
};
use openapi::{
    call::Call,
    project::{Project, ProjectInput, Receipt},
};

/// A fiche with what stands around it.
pub struct Fiche {
    pub project: Project,
    pub fiche: ProjectInput,
    /// Where the text is exactly what was filed.
    pub receipt: Option<Receipt>,
    pub call: Call,
    pub programme: String,
    pub vocabulary: Vocabulary,
}

/// Refuses what only a part of is visible: a public project does not give its fiche to strangers.
fn in_full(visit: &Visit, connection: &mut AnyConnection, id: &str) -> Result<Seen, Fail> {
    let seen = seen(visit, connection, id)?;
    if seen.view == View::Full { Ok(seen) } else { Err(Fail::NOT_FOUND) }
}

/// The fiche as this reader knows it, or with `filed` as it was last filed.
pub fn find(visit: &Visit, connection: &mut AnyConnection, id: &str, filed: bool) -> Result<Fiche, Fail> {
    let seen = in_full(visit, connection, id)?;
    let current = fiche(connection, id)?;
    let current = as_seen(connection, &seen.row, seen.standpoint, current)?;
    let last = store::last_filed(connection, id)?;
    let last: Option<ProjectInput> = last
        .map(|text| serde_json::from_str(&text).map_err(|error| Fail::Internal(error.to_string())))
        .transpose()?;
    // What was filed names its call and partner; what is written does not.
    let plain = |fiche: ProjectInput| ProjectInput { call: None, partner: None, ..fiche };
    let (current, last) = (plain(current), last.map(plain));
    let project = whole(visit, connection, id)?;
    let fiche = if filed { last.clone().ok_or(Fail::NOT_FOUND)? } else { current };
    let receipt = project.receipt.clone().filter(|_| last.as_ref() == Some(&fiche));
    let catalogue = &visit.catalogue;
    let call = catalogue.call(project.call.id.as_str()).ok_or(Fail::NOT_FOUND)?;
    let vocabulary = Vocabulary::new(catalogue, call.programme(), call.id());
    let (call, programme) = (call.at(visit.now), project.programme.name.clone());
    Ok(Fiche { project, fiche, receipt, call, programme, vocabulary })
}

/// The canonical JSON of the last filing, byte for byte as hashed, with the project that it is of.
pub fn canonical(visit: &Visit, connection: &mut AnyConnection, id: &str) -> Result<(Project, String), Fail> {
    in_full(visit, connection, id)?;
    let text = store::last_filed(connection, id)?.ok_or(Fail::NOT_FOUND)?;
    Ok((whole(visit, connection, id)?, text))
}
