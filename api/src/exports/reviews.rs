//! The reviews of a call that the reader may see.

use super::{Export, count, gathered, moment, narrowed, optional, text};
use crate::{
    auth::actor::Visit,
    db::DbError,
    http::{
        fail::Fail,
        sheet::{Cell, Sheet},
    },
    reviews::store::{self, Filter, Reader},
};
use openapi::{
    Role,
    criterion::{Criterion, weighted_mean, weights},
    export::ReviewExportFilter,
    review::Review,
    rule::Rule,
};

/// Rows read at once: each is named in a statement.
const AT_ONCE: usize = 500;

pub async fn export(visit: &Visit, filter: &ReviewExportFilter) -> Result<Export, Fail> {
    if visit.user()?.grants.iter().all(|grant| matches!(grant.role, Role::Partner | Role::Admin)) {
        return Err(Fail::FORBIDDEN);
    }
    let narrowed = narrowed(visit, filter.call.as_deref(), None)?;
    let call = narrowed.call.clone().ok_or_else(|| Fail::field("/call", Rule::Required))?;
    let of_call = Filter { call: Some(call.clone()), ..Filter::default() };
    let mut reviews = gathered(visit, move |visit, connection| {
        let reader =
            Reader::of(connection, visit.user()?, &visit.catalogue, visit.now).map_err(DbError::from)?;
        let mut reviews: Vec<Review> = Vec::new();
        loop {
            let after = reviews.last().map(|review| review.id.to_string());
            let (page, _) =
                store::page(connection, &visit.catalogue, &reader, &of_call, after.as_deref(), AT_ONCE)
                    .map_err(DbError::from)?;
            let more = page.len() == AT_ONCE;
            reviews.extend(page);
            if !more {
                return Ok(reviews);
            }
        }
    })
    .await?;
    reviews.sort_by_cached_key(|review| {
        (review.project.number.clone(), review.project.id.to_string(), review.reviewer.name.clone())
    });
    let criteria = visit.catalogue.call(&call).map(|call| call.wire.criteria.as_slice()).unwrap_or_default();
    let first = ["Numéro", "Fiche-action", "Porteur", "Évaluateur", "État", "Avis", "Score"];
    let last = ["Message au porteur", "Note confidentielle", "Motif d’abstention", "Déposée le"];
    let codes = || criteria.iter().map(|criterion| criterion.code.as_str());
    let head = first.into_iter().map(str::to_owned);
    let head =
        head.chain(codes().map(str::to_owned)).chain(codes().map(|code| format!("{code} commentaire")));
    let sheet = Sheet {
        head: head.chain(last.map(str::to_owned)).collect(),
        rows: reviews.iter().map(|review| row(review, criteria)).collect(),
    };
    Ok(Export { sheet, title: "Évaluations", of: narrowed.slugs })
}

fn row(review: &Review, criteria: &[Criterion]) -> Vec<Cell> {
    let of = |criterion: &Criterion| review.scores.iter().find(|score| score.criterion == criterion.id);
    let given = |criterion: &Criterion| of(criterion).and_then(|score| score.score);
    let placed = criteria.iter().enumerate().filter_map(|(place, one)| Some((place, given(one)?)));
    let mean = weighted_mean(&weights(criteria), placed);
    let mut cells = vec![
        optional(review.project.number.clone()),
        text(review.project.title.as_str()),
        text(review.project.partner.name.as_str()),
        text(review.reviewer.name.as_str()),
        text(review.status.label_fr()),
        optional(review.opinion.map(|opinion| opinion.label_fr())),
        mean.map_or(Cell::Empty, |mean| Cell::Number((mean * 100.0).round() / 100.0)),
    ];
    cells.extend(criteria.iter().map(|one| count(given(one).and_then(|score| u32::try_from(score).ok()))));
    cells.extend(criteria.iter().map(|one| optional(of(one).map(|score| score.comment.as_str()))));
    cells.extend([
        text(review.message.as_str()),
        optional(review.confidential_note.as_deref()),
        optional(review.abstention_reason.as_deref()),
        moment(review.submitted_at),
    ]);
    cells
}
