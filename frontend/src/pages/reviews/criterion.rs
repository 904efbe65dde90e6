//! One criterion: its score, what the fiche says on it, a comment.

use super::evidence::{self, Fact};
use crate::{
    components::{
        form::{Errors, TextArea, field_id},
        icon::Icon,
    },
    i18n::{form, reviews as t},
};
use openapi::{call::Criterion, limits};
use yew::prelude::*;

/// Properties of [`CriterionField`].
#[derive(Properties, PartialEq)]
pub struct CriterionFieldProps {
    /// Its place in the grid, from 0.
    pub index: usize,
    /// How many there are.
    pub count: usize,
    pub criterion: Criterion,
    pub facts: Vec<Fact>,
    pub score: Option<i32>,
    pub comment: AttrValue,
    /// The one at hand: a phone shows only this one.
    pub current: bool,
    pub errors: Errors,
    pub onscore: Callback<i32>,
    pub oncomment: Callback<String>,
    /// The focus came into it.
    pub onenter: Callback<()>,
}

/// The id of a score's radio button.
pub fn radio_id(index: usize, score: i32) -> String {
    format!("{}--{score}", field_id(&score_pointer(index)))
}

/// The place of a criterion's score in the request.
pub fn score_pointer(index: usize) -> String {
    format!("/scores/{index}/score")
}

/// A criterion of the grid.
#[component]
pub fn CriterionField(props: &CriterionFieldProps) -> Html {
    let id = field_id(&score_pointer(props.index));
    let error = props.errors.under(&score_pointer(props.index));
    let (help_id, error_id) = (format!("{id}-aide"), format!("{id}-erreur"));
    let has_help = !props.criterion.help.is_empty();
    let describes: Vec<&str> = [(has_help, &help_id), (error.is_some(), &error_id)]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, id)| id.as_str())
        .collect();
    let opened = use_state(|| !props.comment.is_empty());
    let comment_at = format!("/scores/{}/comment", props.index);
    let comment_shown = *opened || props.errors.at(&comment_at).is_some();
    html! {
        <fieldset
            id={id.clone()} tabindex="-1" data-current={props.current.to_string()}
            class={classes!("criterion", error.is_some().then_some("field-invalid"))}
            aria-describedby={(!describes.is_empty()).then(|| describes.join(" "))}
            onfocusin={props.onenter.reform(|_: FocusEvent| ())}
        >
            <legend>
                <span class="criterion-code">{ &props.criterion.code }</span>
                <span>{ &props.criterion.label }</span>
                if !props.criterion.counts { <span class="criterion-aside">{ t::NOT_COUNTED }</span> }
            </legend>
            <p class="criterion-place" aria-hidden="true">{ t::position(props.index + 1, props.count) }</p>
            if has_help {
                <p class="field-hint" id={help_id}>{ &props.criterion.help }</p>
            }
            if !props.facts.is_empty() {
                { evidence::list(&props.facts, "") }
            }
            if let Some(error) = &error {
                <p class="field-error" id={error_id}>
                    { Icon::Alert.draw() }
                    <span><span class="visually-hidden">{ form::ERROR_PREFIX }</span>{ error }</span>
                </p>
            }
            <div class="scores">
                { for (0..=limits::SCORE_MAX).map(|score| {
                    let radio = radio_id(props.index, score);
                    let word = props.criterion.score_label(score).to_owned();
                    html! {
                        <div class="score" key={score}>
                            <input type="radio" id={radio.clone()} name={id.clone()} value={score.to_string()}
                                checked={props.score == Some(score)}
                                onchange={props.onscore.reform(move |_: Event| score)} />
                            <label for={radio} title={word.clone()}>
                                { score }<span class="visually-hidden">{ "\u{a0}: " }{ word }</span>
                            </label>
                        </div>
                    }
                }) }
                <p class="score-word" aria-hidden="true">{ props.score.map_or(t::NO_SCORE, |score| props.criterion.score_label(score)) }</p>
            </div>
            <details class="criterion-comment" open={comment_shown}>
                <summary>{ if props.comment.is_empty() { t::ADD_COMMENT } else { t::EDIT_COMMENT } }
                    <span class="visually-hidden">{ "\u{a0}: " }{ &props.criterion.code }</span>
                </summary>
                <TextArea at={comment_at} label={t::COMMENT} optional=true rows=3 max={limits::COMMENT_MAX} errors={props.errors.clone()}
                    value={props.comment.clone()} oninput={props.oncomment.clone()} />
            </details>
        </fieldset>
    }
}
