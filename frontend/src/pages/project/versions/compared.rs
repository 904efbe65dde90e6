//! Two states of a fiche side by side, one above the other on a phone.

use crate::{
    api,
    components::{
        async_content::{Skeleton, use_load},
        form::Checkbox,
    },
    format,
    i18n::project as t,
};
use openapi::{
    comparison::{Comparison, FieldComparison, Piece, RowComparison},
    project::Section,
};
use yew::prelude::*;

/// Properties of [`Compared`].
#[derive(Properties, PartialEq)]
pub struct ComparedProps {
    pub id: String,
    pub from: i32,
    /// None: the fiche as it is being written.
    pub to: Option<i32>,
}

/// What changed, field by field.
#[component]
pub fn Compared(props: &ComparedProps) -> Html {
    let all = use_state(|| false);
    let asked = (props.id.clone(), props.from, props.to);
    let loaded = use_load(asked, |(id, from, to)| async move { api::projects::compare(&id, from, to).await });
    let onchange = {
        let all = all.clone();
        Callback::from(move |checked: bool| all.set(checked))
    };
    loaded.view(Skeleton::Lines(8), |comparison| {
        let any = comparison.fields.iter().any(|field| field.changed);
        html! {
            <>
                <Checkbox at="/all" label={t::SHOW_ALL} checked={*all} onchange={onchange.clone()} />
                if !any { <p>{ t::NO_CHANGE }</p> }
                { for Section::ALL.into_iter().map(|section| part(comparison, section, *all)) }
            </>
        }
    })
}

fn part(comparison: &Comparison, section: Section, all: bool) -> Html {
    let fields = comparison.fields.iter().filter(|field| field.section == section && (all || field.changed));
    let fields: Vec<&FieldComparison> = fields.collect();
    if fields.is_empty() {
        return Html::default();
    }
    let side = |side: &openapi::comparison::ComparedSide| match side.position {
        Some(position) => t::version(position),
        None => t::WRITTEN_NOW.to_owned(),
    };
    let (before, after) = (side(&comparison.from), side(&comparison.to));
    let when = |at| format::date_time(at);
    html! {
        <section class="compare">
            <h3>{ section.label_fr() }</h3>
            <div class="compare-sides" aria-hidden="true">
                <p>{ &before }{ ", " }{ when(comparison.from.at) }</p>
                <p>{ &after }{ ", " }{ when(comparison.to.at) }</p>
            </div>
            { for fields.into_iter().map(|field| html! {
                <div class="compare-field">
                    <h4>{ &field.label }</h4>
                    if field.changed {
                        { for field.rows.iter().filter(|row| all || row.changed()).map(|row| pair(row, &before, &after)) }
                    } else {
                        <p class="soft small">{ t::UNCHANGED_FIELD }</p>
                        { for field.rows.iter().map(|row| html! { <p class="typed">{ text(&row.after) }</p> }) }
                    }
                </div>
            }) }
        </section>
    }
}

fn pair(row: &RowComparison, before: &str, after: &str) -> Html {
    html! {
        <div class="compare-pair">
            <p class="compare-side typed">
                <span class="compare-name">{ before }{ "\u{a0}: " }</span>
                { pieces(&row.before, |text| html! { <del><span class="visually-hidden">{ t::TAKEN_OUT }</span>{ text }<span class="visually-hidden">{ t::MARK_END }</span></del> }) }
            </p>
            <p class="compare-side typed">
                <span class="compare-name">{ after }{ "\u{a0}: " }</span>
                { pieces(&row.after, |text| html! { <ins><span class="visually-hidden">{ t::PUT_IN }</span>{ text }<span class="visually-hidden">{ t::MARK_END }</span></ins> }) }
            </p>
        </div>
    }
}

fn pieces(pieces: &[Piece], mark: impl Fn(&str) -> Html) -> Html {
    if pieces.iter().all(|piece| piece.text.is_empty()) {
        return html! { <span class="soft">{ t::ABSENT }</span> };
    }
    pieces
        .iter()
        .map(|piece| {
            if piece.changed {
                mark(&piece.text)
            } else {
                html! { { &piece.text } }
            }
        })
        .collect()
}

fn text(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}
