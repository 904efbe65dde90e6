//! The ranking of a call over HTTP.

use super::{
    rules::{ranks, standing},
    store::{Candidate, candidates},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::LoggedIn,
    catalogue::{Catalogue, StoredCall},
    db::DbError,
    http::{
        answer::Listed,
        fail::Fail,
        page::{Key, Sort, Window},
        query::Query,
        refusals::*,
    },
    projects::wire::{partner_ref, project_ref},
    reviews::{
        assignments::visible_call,
        store::{Reader, conflicts},
    },
};
use actix_web::{Responder, get, web::Path};
use openapi::{
    Money, Page, ProjectStatus,
    committee::{CriterionScore, OpinionCounts, RankingItem},
    criterion::weights,
    page::PageQuery,
    project::FundingRequest,
    review::Opinion,
};

pub fn configure(config: &mut Mount) {
    config.service(ranking);
}

#[derive(Clone, Copy)]
enum Field {
    Rank,
    Spread,
    Title,
    Requested,
}

fn item(
    catalogue: &Catalogue,
    call: &StoredCall,
    candidate: Candidate,
    weights: &[i32],
    committee: bool,
) -> RankingItem {
    let standing = standing(&candidate.scores, weights);
    let count = |opinion: Opinion| {
        let same = candidate.opinions.iter().filter(|text| *text == opinion.as_str()).count();
        u32::try_from(same).unwrap_or(u32::MAX)
    };
    let criteria = call.wire.criteria.iter().zip(standing.criteria).map(|(criterion, (mean, spread))| {
        CriterionScore { criterion: criterion.id.clone(), code: criterion.code.clone(), mean, spread }
    });
    let requests = candidate.requests.iter().map(|(funder, cents)| FundingRequest {
        funder: partner_ref(catalogue, funder),
        amount: Money::cents(*cents),
    });
    let status = ProjectStatus::parse(&candidate.status).unwrap_or(ProjectStatus::UnderReview);
    RankingItem {
        status: if candidate.decided && committee { ProjectStatus::Decided } else { status },
        rank: None,
        score: standing.score,
        spread: standing.spread,
        reviews_done: u32::try_from(candidate.scores.len()).unwrap_or(u32::MAX),
        reviews_expected: candidate.expected,
        criteria: criteria.collect(),
        opinions: OpinionCounts {
            favourable: count(Opinion::Favourable),
            favourable_with_reservations: count(Opinion::FavourableWithReservations),
            unfavourable: count(Opinion::Unfavourable),
        },
        requested: candidate.requests.iter().map(|(_, cents)| Money::cents(*cents)).sum(),
        requests: requests.collect(),
        abstentions: candidate.abstentions,
        project: project_ref(catalogue, candidate.id, candidate.number, candidate.title, &candidate.partner),
    }
}

/// What a reader must not know: the score of a project that is still to be reviewed by the reader, or from which the
/// reader is recused.
fn hide(item: &mut RankingItem) {
    item.score = None;
    item.spread = None;
    item.opinions = OpinionCounts::default();
    for criterion in &mut item.criteria {
        criterion.mean = None;
        criterion.spread = None;
    }
}

/// Read the ranking
///
/// Weighted mean of the reviews done, with its spread, and how many are done of those expected. For coordinators and
/// carriers; for observers after publication. A carrier who still has a review to submit, or is recused, does not
/// see that score.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call"), PageQuery),
    responses((status = 200, description = "Ranking, the best first", body = Page<RankingItem>), OfNestedList))]
#[get("/calls/{id}/ranking")]
async fn ranking(
    actor: LoggedIn,
    id: Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<impl Responder, Fail> {
    let call = visible_call(&actor, &id)?;
    let person = actor.user()?;
    let committee = actor.sees_committee(call.programme());
    let observer = person.observes(call.programme()) && call.decisions_published();
    if !committee && !observer {
        return Err(Fail::FORBIDDEN);
    }
    let fields = |name: &str| match name {
        "rank" | "score" => Some(Field::Rank),
        "spread" => Some(Field::Spread),
        "title" => Some(Field::Title),
        "requested" => Some(Field::Requested),
        _ => None,
    };
    let window = Window::parse(&query, fields, &[Sort { field: Field::Rank, descending: false }])?;
    let weights = weights(&call.wire.criteria);
    let mut items = actor.state.db.read(|connection| {
        let reader = Reader::of(connection, person)?;
        let found = candidates(connection, call)?;
        let ids: Vec<String> = found.iter().map(|candidate| candidate.id.clone()).collect();
        let recused = conflicts::recused(connection, &ids)?;
        let items = found.into_iter().map(|candidate| {
            let recused = recused.contains(&(candidate.id.clone(), person.user.clone()));
            let blind = (reader.owes(&candidate.id) || recused) && !actor.coordinates(call.programme());
            let mut item = item(&actor.catalogue, call, candidate, &weights, committee);
            if blind {
                hide(&mut item);
            }
            item
        });
        Ok::<Vec<RankingItem>, DbError>(items.collect())
    })?;
    let scores: Vec<Option<f64>> = items.iter().map(|item| item.score).collect();
    for (item, rank) in items.iter_mut().zip(ranks(&scores)) {
        item.rank = rank;
    }
    let key = |item: &RankingItem, field| match field {
        // Without a rank comes last.
        Field::Rank => Key::Number(item.rank.map_or(i64::MAX, i64::from)),
        Field::Spread => item.spread.map_or(Key::Null, |spread| Key::Number((spread * 100.0).round() as i64)),
        Field::Title => Key::Text(crate::http::text::fold(&item.project.title)),
        Field::Requested => Key::Number(item.requested.amount),
    };
    Ok(Listed(window.page(items, key, |item| item.project.id.as_str(), |item| item)))
}
