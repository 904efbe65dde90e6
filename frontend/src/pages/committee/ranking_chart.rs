//! The ranking as a chart: a line of a table for each project, with what is drawn there as numbers beside it.

use super::ranking::{AfterScore, project_cell};
use crate::{
    components::table::{Column, Row, Table},
    format,
    i18n::{committee as t, common},
};
use openapi::{Id, committee::RankingItem};
use std::collections::HashSet;
use yew::prelude::*;

/// Size of a drawing, in its own units; the scale from 0 to 5 leaves a margin for the largest mark.
const WIDTH: f64 = 260.0;
const HEIGHT: f64 = 28.0;
const MARGIN: f64 = 8.0;
const TOP: f64 = 5.0;

/// Where a score lies; a corrected one beyond the scale lies at its end.
fn place(score: f64) -> f64 {
    MARGIN + score.clamp(0.0, TOP) / TOP * (WIDTH - 2.0 * MARGIN)
}

/// Ends of the line that shows the spread around the mean.
fn reach(score: f64, spread: f64) -> (f64, f64) {
    (place(score - spread), place(score + spread))
}

fn text(value: f64) -> String {
    format!("{value:.1}")
}

/// What the marks are, each as it is drawn.
#[derive(Clone, Copy)]
enum Mark {
    Score,
    Median,
    Corrected,
}

/// A mark around `x`, in the middle of the height.
fn mark(mark: Mark, x: f64) -> Html {
    let middle = HEIGHT / 2.0;
    match mark {
        Mark::Score => html! { <circle class="plot-score" cx={text(x)} cy={text(middle)} r="6" /> },
        Mark::Median => {
            html! { <rect class="plot-median" x={text(x - 1.5)} y={text(middle - 10.0)} width="3" height="20" /> }
        }
        Mark::Corrected => {
            let points = [(x, middle - 8.0), (x + 8.0, middle), (x, middle + 8.0), (x - 8.0, middle)]
                .map(|(x, y)| format!("{x:.1},{y:.1}"));
            html! { <polygon class="plot-corrected" points={points.join(" ")} /> }
        }
    }
}

/// The drawing of a project; the numbers stand in the other cells.
fn plot(item: &RankingItem, owed: bool) -> Html {
    let Some(score) = item.score else { return html! { <AfterScore done={item.reviews_done} {owed} /> } };
    let (from, to) = reach(score, item.spread.unwrap_or(0.0));
    let middle = text(HEIGHT / 2.0);
    html! {
        <svg class="plot" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} aria-hidden="true" focusable="false">
            { for (0..=5_u8).map(|tick| {
                let x = text(place(f64::from(tick)));
                html! { <line class="plot-tick" x1={x.clone()} x2={x} y1="0" y2={text(HEIGHT)} /> }
            }) }
            <line class="plot-spread" x1={text(from)} x2={text(to)} y1={middle.clone()} y2={middle} />
            { item.corrected.map_or_else(Html::default, |value| mark(Mark::Corrected, place(value))) }
            { item.median.map_or_else(Html::default, |value| mark(Mark::Median, place(value))) }
            { mark(Mark::Score, place(score)) }
        </svg>
    }
}

fn key(kind: Option<Mark>, label: &'static str) -> Html {
    html! {
        <li>
            <svg class="plot-key" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
                { match kind {
                    Some(kind) => mark(kind, 14.0),
                    None => html! { <line class="plot-spread" x1="2" x2="26" y1="14" y2="14" /> },
                } }
            </svg>
            { label }
        </li>
    }
}

/// The chart of these projects, in their order.
pub fn chart(items: &[RankingItem], owed: &HashSet<Id>) -> Html {
    let number = |value: Option<f64>| value.map_or_else(|| common::NOTHING.to_owned(), format::fine_score);
    let columns = vec![
        Column::text(t::PROJECT).sorted_by("title"),
        Column::number(t::RANK).sorted_by("rank"),
        Column::text(t::SCALE),
        Column::number(t::SCORE).sorted_by("score"),
        Column::number(t::MEDIAN).sorted_by("median"),
        Column::number(t::SPREAD).sorted_by("spread"),
        Column::number(t::CORRECTED).sorted_by("corrected"),
    ];
    let rows: Vec<Row> = items
        .iter()
        .map(|item| Row {
            key: item.project.id.to_string(),
            cells: vec![
                project_cell(&item.project),
                html! { { item.rank.map_or_else(|| common::NOTHING.to_owned(), |rank| rank.to_string()) } },
                plot(item, owed.contains(&item.project.id)),
                html! { { number(item.score) } },
                html! { { number(item.median) } },
                html! { { item.spread.map_or_else(|| common::NOTHING.to_owned(), t::spread) } },
                html! { { number(item.corrected) } },
            ],
        })
        .collect();
    html! {
        <>
            <ul class="plot-legend" aria-label={t::LEGEND}>
                { key(Some(Mark::Score), t::SCORE_MEAN) }
                { key(None, t::SPREAD_LONG) }
                { key(Some(Mark::Median), t::MEDIAN) }
                { key(Some(Mark::Corrected), t::CORRECTED_LONG) }
            </ul>
            <div class="ranking-table ranking-chart"><Table caption={t::CHART} caption_hidden=true {columns} {rows} /></div>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_reaches_from_margin_to_margin_and_holds_every_mark() {
        assert_eq!((place(0.0), place(5.0)), (MARGIN, WIDTH - MARGIN));
        assert_eq!(place(5.7), place(5.0));
        assert_eq!(place(-0.3), place(0.0));
    }

    #[test]
    fn the_spread_lies_around_the_mean_and_within_the_scale() {
        let (from, to) = reach(2.5, 1.0);
        assert!((place(2.5) - from - (to - place(2.5))).abs() < 1e-9);
        assert_eq!(reach(4.8, 1.0).1, place(5.0));
    }
}
