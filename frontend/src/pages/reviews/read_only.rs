//! A review that no longer changes.

use crate::{
    components::{
        badge::review_status,
        notice::Notice,
        table::{Column, Row, Table},
    },
    format,
    i18n::{common, reviews as t},
};
use openapi::{
    call::Criterion,
    review::{Review, ReviewStatus},
};
use yew::prelude::*;

/// Scores, opinion and texts of a review, as submitted.
pub fn submitted(review: &Review, criteria: &[Criterion], own: bool) -> Html {
    html! {
        <div class="stack">
            if own {
                <Notice><p>{ if review.status == ReviewStatus::Draft { t::NO_LONGER } else { t::READ_ONLY } }</p></Notice>
            }
            <dl class="facts">
                <dt>{ t::STATUS }</dt>
                <dd>{ review_status(review.status) }</dd>
                if !own {
                    <dt>{ t::REVIEWED_BY }</dt>
                    <dd>{ &review.reviewer.name }</dd>
                }
                if let Some(at) = review.submitted_at {
                    <dt>{ t::SUBMITTED_ON }</dt>
                    <dd>{ format::date_time(at) }</dd>
                }
                if let Some(opinion) = review.opinion {
                    <dt>{ t::OPINION_READ }</dt>
                    <dd class="strong">{ opinion.label_fr() }</dd>
                }
                { text(t::ABSTAIN_REASON, review.abstention_reason.as_deref()) }
                { text(t::MESSAGE, Some(&review.message)) }
                { text(t::NOTE, review.confidential_note.as_deref()) }
            </dl>
            if review.status != ReviewStatus::Abstained {
                { scores(review, criteria) }
            }
        </div>
    }
}

fn text(label: &'static str, text: Option<&str>) -> Html {
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => html! { <><dt>{ label }</dt><dd class="typed">{ text }</dd></> },
        None => Html::default(),
    }
}

fn scores(review: &Review, criteria: &[Criterion]) -> Html {
    let columns = vec![Column::text(t::CRITERIA), Column::text(t::SCORE)];
    let rows: Vec<Row> = criteria
        .iter()
        .map(|criterion| {
            let given = review.scores.iter().find(|score| score.criterion == criterion.id);
            let score = given.and_then(|given| given.score);
            let comment = given.map(|given| given.comment.as_str()).filter(|text| !text.trim().is_empty());
            Row {
                key: criterion.id.to_string(),
                cells: vec![
                    html! {
                        <>
                            { format!("{} · {}", criterion.code, criterion.label) }
                            if !criterion.counts { <span class="soft">{ format!(" · {}", t::NOT_COUNTED) }</span> }
                            if let Some(comment) = comment {
                                <span class="typed row-comment">{ comment }</span>
                            }
                        </>
                    },
                    match score {
                        Some(score) => html! { <span class="nowrap">{ score }<span class="soft">{ format!(" · {}", criterion.score_label(score)) }</span></span> },
                        None => html! { { common::NOTHING } },
                    },
                ],
            }
        })
        .collect();
    html! { <Table caption={t::GRID_READ} caption_hidden=true {columns} {rows} /> }
}
