//! Contributions over HTTP.

use super::{
    rules::{self, Seat, seat},
    store::{self, Row},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    db::{AnyConnection, DbError, Ending},
    http::{
        answer::{Listed, Tagged},
        body::OptionalBody,
        etag::IfMatch,
        fail::Fail,
        page::{Key, Sort, Window},
        query::{Query, choices},
        refusals::*,
        text,
    },
    projects::{self, rules::View},
};
use actix_web::{Responder, get, post, web::Path};
use openapi::{
    ErrorCode, Id, Page, Role,
    contribution::{AnswerInput, Contribution, ContributionFilter, ContributionState},
    page::PageQuery,
};

pub fn configure(config: &mut Mount) {
    config.service(list).service(read).service(confirm).service(decline);
}

fn path(row: &Row) -> String {
    format!("/api/v1/projects/{}/contributions/{}", row.project_id, row.partner_id)
}

fn wire(visit: &Visit, row: Row) -> Contribution {
    let open = rules::open(row.status, published(visit, &row));
    let Row {
        project_id,
        programme_id: _,
        call_id,
        lead_id,
        title,
        status: _,
        partner_id,
        said,
        state,
        word,
        answered_at,
        version,
        updated_at,
    } = row;
    let catalogue = &visit.catalogue;
    Contribution {
        project: Id::from_storage(project_id),
        title,
        call: projects::wire::call_ref(catalogue, &call_id),
        lead: projects::wire::partner_ref(catalogue, &lead_id),
        partner: projects::wire::partner_ref(catalogue, &partner_id),
        role: said.role,
        contributes: said.contributes,
        brings: said.brings,
        state,
        word,
        open,
        version,
        answered_at: answered_at.map(|at| at.and_utc()),
        updated_at: updated_at.and_utc(),
    }
}

fn published(visit: &Visit, row: &Row) -> bool {
    visit.catalogue.call(&row.call_id).is_some_and(|call| call.decisions_published())
}

/// The contribution, for the partner's own people and who reads all of the project; what the former may do with it.
fn found(
    visit: &Visit,
    connection: &mut AnyConnection,
    project: &str,
    partner: &str,
) -> Result<(Row, Option<Seat>), Fail> {
    let row = store::find(connection, project, partner)?.ok_or(Fail::NOT_FOUND)?;
    let seat = seat(visit.user()?, &row.programme_id, &row.partner_id);
    if seat.is_none() && projects::seen(visit, connection, project)?.view != View::Full {
        return Err(Fail::NOT_FOUND);
    }
    Ok((row, seat))
}

#[derive(Clone, Copy)]
enum Field {
    UpdatedAt,
    Title,
}

/// List contributions
///
/// Those of the reader's own organisations; with `project`, those of a project that the reader may read all of.
#[utoipa::path(tag = "projects", params(PageQuery, ContributionFilter),
    responses((status = 200, description = "Contributions", body = Page<Contribution>), OfNestedList))]
#[get("/contributions")]
async fn list(
    actor: LoggedIn,
    Query(query): Query<PageQuery>,
    Query(filter): Query<ContributionFilter>,
) -> Result<impl Responder, Fail> {
    let fields = |name: &str| match name {
        "updated_at" => Some(Field::UpdatedAt),
        "title" => Some(Field::Title),
        _ => None,
    };
    let window = Window::parse(&query, fields, &[Sort { field: Field::UpdatedAt, descending: true }])?;
    let states = choices(filter.state.as_deref(), "state", ContributionState::parse)?;
    let person = actor.user()?;
    let rows = actor.state.db.read(|connection| match &filter.project {
        Some(project) => {
            if projects::seen(&actor, connection, project)?.view != View::Full {
                return Err(Fail::NOT_FOUND);
            }
            Ok(store::of_project(connection, project).map_err(DbError::from)?)
        }
        None => {
            let carriers = person.grants.iter().filter(|grant| grant.role == Role::Carrier);
            let own = person.organisations().map(|(id, _)| id.to_owned());
            let mut partners: Vec<String> =
                own.chain(carriers.filter_map(|grant| grant.partner.clone())).collect();
            partners.sort_unstable();
            partners.dedup();
            Ok(store::of_partners(connection, &partners).map_err(DbError::from)?)
        }
    })?;
    let found = rows.into_iter().filter(|row| {
        states.as_ref().is_none_or(|states| states.contains(&row.state)) && window.finds(&[&row.title])
    });
    // Of one project each partner, of one partner each project stands there once: together they tell rows apart.
    let keyed = found.map(|row| (format!("{}{}", row.project_id, row.partner_id), row));
    Ok(Listed(window.page(
        keyed.collect(),
        |(_, row), field| match field {
            Field::UpdatedAt => Key::Number(row.updated_at.and_utc().timestamp_micros()),
            Field::Title => Key::Text(text::fold(&row.title)),
        },
        |(id, _)| id,
        |(_, row)| wire(&actor, row),
    )))
}

/// Read a contribution
///
/// For the people of the organisation that contributes, and for those who read all of the project.
#[utoipa::path(tag = "projects",
    params(("id" = String, Path, description = "Id of the project"), ("partner" = String, Path, description = "Id of the partner")),
    responses((status = 200, description = "The contribution", body = Contribution), OfRead))]
#[get("/projects/{id}/contributions/{partner}")]
async fn read(actor: LoggedIn, path: Path<(String, String)>) -> Result<impl Responder, Fail> {
    let (project, partner) = path.into_inner();
    let (row, _) = actor.state.db.read(|connection| found(&actor, connection, &project, &partner))?;
    Ok(Tagged { version: row.version, value: wire(&actor, row) })
}

/// Confirm a contribution
///
/// By an owner or editor of the organisation that contributes, or who speaks for the carrier. The fiche says so.
#[utoipa::path(tag = "projects", request_body = Option<AnswerInput>,
    params(("id" = String, Path, description = "Id of the project"), ("partner" = String, Path, description = "Id of the partner")),
    responses((status = 200, description = "Confirmed", body = Contribution), OfTransition))]
#[post("/projects/{id}/contributions/{partner}/confirm")]
async fn confirm(
    actor: LoggedIn,
    path: Path<(String, String)>,
    if_match: IfMatch,
    OptionalBody(input): OptionalBody<AnswerInput>,
) -> Result<impl Responder, Fail> {
    answer(actor.0, path.into_inner(), if_match, ContributionState::Confirmed, input).await
}

/// Decline a contribution
///
/// By the same people, with a word to the lead partner.
#[utoipa::path(tag = "projects", request_body = Option<AnswerInput>,
    params(("id" = String, Path, description = "Id of the project"), ("partner" = String, Path, description = "Id of the partner")),
    responses((status = 200, description = "Declined", body = Contribution), OfTransition))]
#[post("/projects/{id}/contributions/{partner}/decline")]
async fn decline(
    actor: LoggedIn,
    path: Path<(String, String)>,
    if_match: IfMatch,
    OptionalBody(input): OptionalBody<AnswerInput>,
) -> Result<impl Responder, Fail> {
    answer(actor.0, path.into_inner(), if_match, ContributionState::Declined, input).await
}

/// Role, then version, then state; the fiche and its version follow the answer.
async fn answer(
    visit: Visit,
    (project, partner): (String, String),
    if_match: IfMatch,
    state: ContributionState,
    input: AnswerInput,
) -> Result<Tagged<Contribution>, Fail> {
    let server = visit.state.clone();
    let value = server
        .db
        .write(Ending::Commit, move |connection| {
            projects::store::hold(connection, &project, false)?;
            let (row, seat) = found(&visit, connection, &project, &partner)?;
            if seat != Some(Seat::Answers) {
                return Err(Fail::FORBIDDEN);
            }
            if_match.check(row.version, path(&row))?;
            if !rules::open(row.status, published(&visit, &row)) {
                return Err(ErrorCode::TransitionNotAllowed.into());
            }
            let by = visit.user()?.user.clone();
            if !store::answer(connection, &row, state, input.word.trim(), &by, visit.now)? {
                return Err(Fail::Stale { current: path(&row) });
            }
            if state != row.state {
                let of_project = projects::store::reload(connection, &project)?;
                let fiche = projects::store::fiche(connection, &project)?;
                if !projects::store::change(connection, &of_project, &fiche, visit.now)? {
                    return Err(Fail::Stale { current: path(&row) });
                }
                let after = projects::store::fiche(connection, &project)?;
                projects::store::sections::raise(
                    connection,
                    &of_project,
                    &fiche,
                    &after,
                    Some(&by),
                    visit.now,
                )?;
                let name = visit.catalogue.partner(&partner).map_or("", |partner| partner.name.as_str());
                let kind = format!("contribution_{}", state.as_str());
                projects::store::record(connection, &project, &kind, false, &by, name, visit.now)?;
            }
            let answered = store::find(connection, &project, &partner)?.ok_or(Fail::NOT_FOUND)?;
            Ok(wire(&visit, answered))
        })
        .await?;
    Ok(Tagged { version: value.version, value })
}
