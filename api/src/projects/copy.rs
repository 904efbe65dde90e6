//! A new draft from an earlier fiche.

use super::{create::open_call, read::whole, resolve::resolve, seen, store};
use crate::http::mount::Mount;
use crate::{
    auth::actor::Applicant,
    http::{
        answer::Created,
        body::Body,
        fail::Fail,
        query::{DryRun, Query},
        refusals::*,
    },
};
use actix_web::{Responder, post, web::Path};
use openapi::{
    Id, ProjectStatus,
    project::Project,
    reuse::{CopyInput, kept},
    rule::Rule,
};

pub fn configure(config: &mut Mount) {
    config.service(copy);
}

/// Start a draft from an earlier fiche
///
/// Of the same partner, of any call of the programme, closed ones too; by an owner or editor. What is not kept is
/// empty; answers of partners and declarations are always given anew. With `dry_run` the answer is what the draft would be.
#[utoipa::path(tag = "projects", params(("id" = String, Path, description = "Id of the earlier project"), DryRun),
    request_body = CopyInput, responses((status = 201, description = "A draft", body = Project),
        (status = 200, description = "Dry run: the draft as it would be", body = Project), OfCreate))]
#[post("/projects/{id}/copy")]
async fn copy(
    actor: Applicant,
    id: Path<String>,
    Query(dry): Query<DryRun>,
    Body(input): Body<CopyInput>,
) -> Result<impl Responder, Fail> {
    let visit = actor.0;
    let state = visit.state.clone();
    let value = state
        .db
        .write(dry.ending(), move |connection| {
            let earlier = seen(&visit, connection, &id)?;
            if !visit.user()?.edits_for(&earlier.row.partner_id) {
                return Err(Fail::FORBIDDEN);
            }
            let call = open_call(&visit, Some(&input.call), &earlier.row.partner_id)?;
            if call.programme() != earlier.row.programme_id {
                return Err(Fail::field("/call", Rule::UnknownReference));
            }
            // Only what was filed is an action that can be renewed.
            if input.renewal && earlier.row.status == ProjectStatus::Draft {
                return Err(Fail::field("/renewal", Rule::UnknownReference));
            }
            let mut fiche = kept(&store::fiche(connection, &id)?, |field| input.keeps(field));
            fiche.renewal_of = input.renewal.then(|| Id::from_storage(earlier.row.id.clone()));
            let (call, chart) = (call.id().to_owned(), call.chart());
            // Accounts that the call's chart does not have are left out with their lines.
            let has = |accounts: &[openapi::budget::Account], account: &str| {
                accounts.iter().any(|known| known.account == account)
            };
            fiche.budget.charges.retain(|line| has(&chart.charges, &line.account));
            fiche.budget.revenues.retain(|line| has(&chart.revenues, &line.account));
            let fiche = resolve(fiche, &visit.catalogue, &earlier.row.programme_id).map_err(Fail::Fields)?;
            let (programme, lead) = (earlier.row.programme_id.as_str(), earlier.row.partner_id.as_str());
            let by = visit.user()?.user.clone();
            let id = store::insert(connection, programme, &call, lead, &fiche, &by, visit.now)?;
            whole(&visit, connection, &id)
        })
        .await?;
    let path = format!("/projects/{}", value.id);
    Ok(Created { version: value.version, path, value }.unless_dry(dry.ending()))
}
