//! The ranking of a call over HTTP.

use super::{
    aside::Aside,
    rules::{
        Standing, Summary, ranks,
        severity::{Scored, corrected},
        standing,
    },
    store::{Candidate, candidates},
};
use crate::http::mount::Mount;
use crate::{
    auth::actor::{LoggedIn, Visit},
    catalogue::{Catalogue, StoredCall},
    http::{
        answer::Listed,
        fail::Fail,
        page::{Key, Sort, Window},
        query::{Query, choices},
        refusals::*,
        text,
    },
    projects::wire::{partner_ref, project_ref},
    reviews::{assignments::visible_call, store::Reader},
};
use actix_web::{Responder, get, web::Path};
use openapi::{
    Money, Page, ProjectStatus,
    committee::{CriterionScore, OpinionCounts, RankingFilter, RankingItem, ReviewsAre},
    criterion::{weighted_mean, weights},
    page::PageQuery,
    project::FundingRequest,
    review::Opinion,
};
use std::collections::HashMap;

pub fn configure(config: &mut Mount) {
    config.service(ranking);
}

/// What the ranking can be sorted by.
#[derive(Clone, Copy)]
pub enum Field {
    Rank,
    Corrected,
    Change,
    Median,
    Spread,
    Title,
    Requested,
}

/// The standing of each project, and its score corrected for the severity of its reviewers.
pub fn weigh(call: &StoredCall, candidates: &[&Candidate]) -> Vec<(Standing, Option<f64>)> {
    let weights = weights(&call.wire.criteria);
    let mut people: HashMap<&str, usize> = HashMap::new();
    let mut reviews: Vec<Scored> = Vec::new();
    for (project, candidate) in candidates.iter().enumerate() {
        for (by, scores) in candidate.by.iter().zip(&candidate.scores) {
            let next = people.len();
            let person = *people.entry(by).or_insert(next);
            let scores = scores.iter().map(|(place, score)| (*place, *score));
            reviews.extend(weighted_mean(&weights, scores).map(|mean| (project, person, mean)));
        }
    }
    let corrected = corrected(&reviews, candidates.len(), people.len());
    let standings = candidates.iter().map(|candidate| standing(&candidate.scores, &weights));
    standings.zip(corrected).collect()
}

fn item(
    catalogue: &Catalogue,
    call: &StoredCall,
    candidate: Candidate,
    (standing, corrected): (Standing, Option<f64>),
    committee: bool,
) -> RankingItem {
    let count = |opinion: Opinion| {
        let same = candidate.opinions.iter().filter(|text| *text == opinion.as_str()).count();
        u32::try_from(same).unwrap_or(u32::MAX)
    };
    let criteria = call.wire.criteria.iter().zip(standing.criteria).map(|(criterion, summary)| {
        let Summary { mean, median, spread } = summary;
        CriterionScore { criterion: criterion.id.clone(), code: criterion.code.clone(), mean, median, spread }
    });
    let Summary { mean, median, spread } = standing.overall;
    let requests = candidate.requests.iter().map(|(funder, cents)| FundingRequest {
        funder: partner_ref(catalogue, funder),
        amount: Money::cents(*cents),
    });
    let status = ProjectStatus::parse(&candidate.status).unwrap_or(ProjectStatus::UnderReview);
    RankingItem {
        status: if candidate.decided && committee { ProjectStatus::Decided } else { status },
        rank: None,
        score: mean,
        median,
        spread,
        corrected,
        corrected_rank: None,
        reviews_done: candidate.done,
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

/// The call whose ranking the visitor may read.
pub fn readable<'a>(visit: &'a Visit, id: &str) -> Result<&'a StoredCall, Fail> {
    let call = visible_call(visit, id)?;
    let observer = visit.user()?.observes(call.programme()) && call.decisions_published();
    if observer || visit.sees_committee(call.programme()) { Ok(call) } else { Err(Fail::FORBIDDEN) }
}

/// The ranking as the visitor may see it, in no order.
pub fn read(visit: &Visit, call: &StoredCall) -> Result<Vec<RankingItem>, Fail> {
    let person = visit.user()?;
    let committee = visit.sees_committee(call.programme());
    let mut items = visit.state.db.read(|connection| {
        let reader = Reader::of(connection, person, &visit.catalogue, visit.now)?;
        let mut found = candidates(connection, call)?;
        let aside = Aside::of(visit, connection, call)?;
        for candidate in &mut found {
            let recused = aside.hides(&candidate.id);
            // Not even through the severities that the corrected scores of other projects are made with.
            match (recused, reader.owes(&candidate.id)) {
                (true, _) => candidate.withhold(),
                (false, true) => candidate.conceal(),
                (false, false) => {}
            }
        }
        let weighed = weigh(call, &found.iter().collect::<Vec<_>>());
        let items = found.into_iter().zip(weighed);
        let items =
            items.map(|(candidate, weighed)| item(&visit.catalogue, call, candidate, weighed, committee));
        Ok::<Vec<RankingItem>, Fail>(items.collect())
    })?;
    let scores: Vec<Option<f64>> = items.iter().map(|item| item.score).collect();
    let corrected: Vec<Option<f64>> = items.iter().map(|item| item.corrected).collect();
    for ((item, rank), corrected) in items.iter_mut().zip(ranks(&scores)).zip(ranks(&corrected)) {
        (item.rank, item.corrected_rank) = (rank, corrected);
    }
    Ok(items)
}

/// The items of the ranking that a filter and words leave; words are looked for in number, title and partner.
pub fn narrowed(
    mut items: Vec<RankingItem>,
    asked: &RankingFilter,
    window: &Window<Field>,
) -> Result<Vec<RankingItem>, Fail> {
    let statuses = choices(asked.status.as_deref(), "status", ProjectStatus::parse)?;
    let funders = choices(asked.funder.as_deref(), "funder", |id| Some(id.to_owned()))?;
    let reviews = choices(asked.reviews.as_deref(), "reviews", ReviewsAre::parse)?;
    items.retain(|item| {
        let project = &item.project;
        let number = project.number.as_deref().unwrap_or_default();
        let asks = |id: &String| item.requests.iter().any(|request| request.funder.id.as_str() == id);
        statuses.as_ref().is_none_or(|all| all.contains(&item.status))
            && funders.as_ref().is_none_or(|all| all.iter().any(asks))
            && reviews.as_ref().is_none_or(|all| all.iter().any(|are| are.holds(item)))
            && window.finds(&[number, &project.title, &project.partner.name])
    });
    Ok(items)
}

/// How the ranking is sorted, by what was asked.
pub fn window(query: &PageQuery) -> Result<Window<Field>, Fail> {
    let fields = |name: &str| match name {
        "rank" | "score" => Some(Field::Rank),
        "corrected" => Some(Field::Corrected),
        "change" => Some(Field::Change),
        "median" => Some(Field::Median),
        "spread" => Some(Field::Spread),
        "title" => Some(Field::Title),
        "requested" => Some(Field::Requested),
        _ => None,
    };
    Window::parse(query, fields, &[Sort { field: Field::Rank, descending: false }])
}

/// What a project of the ranking is sorted by.
pub fn key(item: &RankingItem, field: Field) -> Key {
    let hundredths =
        |value: Option<f64>| value.map_or(Key::Null, |value| Key::Number((value * 100.0).round() as i64));
    match field {
        // Without a rank comes last.
        Field::Rank => Key::Number(item.rank.map_or(i64::MAX, i64::from)),
        Field::Corrected => Key::Number(item.corrected_rank.map_or(i64::MAX, i64::from)),
        Field::Change => item
            .rank
            .zip(item.corrected_rank)
            .map_or(Key::Null, |(rank, corrected)| Key::Number(i64::from(rank) - i64::from(corrected))),
        Field::Median => hundredths(item.median),
        Field::Spread => hundredths(item.spread),
        Field::Title => Key::Text(text::fold(&item.project.title)),
        Field::Requested => Key::Number(item.requested.amount),
    }
}

/// Read the ranking
///
/// Weighted mean and median of the reviews done, with their spread, and how many are done of those expected. For coordinators and
/// carriers; for observers after publication. A carrier who still has a review to submit does not see that score, and a
/// recused one neither; the corrected scores of the others are then computed without it. `sort` takes `rank`, `score`,
/// `corrected`, `change` (ranks gained by the correction), `median`, `spread`, `title`, `requested`.
#[utoipa::path(tag = "committee", params(("id" = String, Path, description = "Id or slug of the call"), PageQuery, RankingFilter),
    responses((status = 200, description = "Ranking, the best first", body = Page<RankingItem>), OfNestedList))]
#[get("/calls/{id}/ranking")]
async fn ranking(
    actor: LoggedIn,
    id: Path<String>,
    Query(query): Query<PageQuery>,
    Query(asked): Query<RankingFilter>,
) -> Result<impl Responder, Fail> {
    let call = readable(&actor, &id)?;
    let window = window(&query)?;
    let items = narrowed(read(&actor, call)?, &asked, &window)?;
    Ok(Listed(window.page(items, key, |item| item.project.id.as_str(), |item| item)))
}
