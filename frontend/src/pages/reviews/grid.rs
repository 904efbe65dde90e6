//! The grid of the person's own review: it saves itself, and is filed with what it then says.

use super::{
    conclusion::Conclusion,
    criterion::{CriterionField, radio_id},
    desk::Desk,
    elsewhere::{Elsewhere, continue_from},
    evidence,
    keys::{self, use_grid_keys},
    queue, queue_rows,
    saving::{OnServer, was_saved_elsewhere},
    scores::{self, KeyAction},
};
use crate::{
    components::{
        autosave::{SaveState, use_autosave},
        button::{Button, Look},
        flash,
        form::{DraftNotice, ErrorSummary, Form, use_form},
        link,
        unsaved::use_unsaved_guard,
    },
    draft_store::{self, use_draft},
    i18n::reviews as t,
    routes::Route,
    session::use_session,
};
use openapi::{ErrorCode, FieldError, error_code::Language, review::ReviewInput, validation::check};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{platform::spawn_local, prelude::*};
use yew_router::prelude::*;

/// Properties of [`Grid`].
#[derive(Properties, PartialEq)]
pub struct GridProps {
    pub desk: Rc<Desk>,
    /// The server refused because of a conflict of interest.
    pub onrecused: Callback<()>,
}

/// Criteria, opinion and texts, with the buttons that file them.
#[component]
pub fn Grid(props: &GridProps) -> Html {
    let desk = &props.desk;
    let me = use_session().me().map(|me| me.id.clone());
    let navigator = use_navigator();
    let form = use_form(|| scores::filled(&desk.call.criteria, desk.review.as_ref()));
    let server =
        use_memo((), |()| OnServer::new(&desk.project.id, &desk.call.criteria, desk.review.as_ref()));
    let draft_key = AttrValue::from(format!("evaluation.{}", desk.project.id));
    let autosave = {
        let (server, me, key) = (Rc::clone(&server), me.clone(), draft_key.clone());
        use_autosave(form.value(), true, move |value| {
            let (server, me, key) = (Rc::clone(&server), me.clone(), key.clone());
            async move {
                server.save(value, me.as_ref()).await?;
                if let Some(me) = me {
                    draft_store::clear(&me, &key);
                }
                Ok(())
            }
        })
    };
    let draft = use_draft(draft_key, form.value(), server.etag(), autosave.dirty());
    let offered = use_state(|| true);
    use_unsaved_guard(autosave.dirty());
    let current = use_state(|| 0_usize);
    let keys_on = use_state(keys::enabled);
    let folded = use_state(|| false);
    let submitting = use_state(|| false);
    let count = desk.call.criteria.len();
    let abstains = form.value().abstention_reason.is_some();

    let on_key = {
        let (form, current) = (form.clone(), current.clone());
        Callback::from(move |action| act(action, &form, &current))
    };
    use_grid_keys(*keys_on && !abstains, *current, count, on_key.clone());

    let onsubmit = {
        let (form, server, autosave, desk) =
            (form.clone(), Rc::clone(&server), autosave.clone(), Rc::clone(desk));
        let (current, submitting, onrecused) = (current.clone(), submitting.clone(), props.onrecused.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *submitting || !complete(&form, &desk, &current) {
                return;
            }
            submitting.set(true);
            let (form, server, autosave, desk) =
                (form.clone(), Rc::clone(&server), autosave.clone(), Rc::clone(&desk));
            let (submitting, onrecused, navigator) =
                (submitting.clone(), onrecused.clone(), navigator.clone());
            spawn_local(async move {
                let filed = match autosave.finish().await {
                    Ok(()) => server.submit().await,
                    Err(error) => Err(error),
                };
                submitting.set(false);
                match filed {
                    Ok(_) => go_on(&desk, navigator.as_ref()).await,
                    Err(error) if error.code() == Some(ErrorCode::Recused) => onrecused.emit(()),
                    Err(error) => form.fail(&error.placed(worded)),
                }
            });
        })
    };
    let names = {
        let desk = Rc::clone(desk);
        Callback::from(move |pointer: AttrValue| criterion_name(&desk, &pointer))
    };
    let take = {
        let (form, offered, found) = (form.clone(), offered.clone(), draft.found.clone());
        Callback::from(move |()| {
            offered.set(false);
            if let Some(found) = found.clone() {
                form.change(move |value| *value = found.value.clone());
            }
        })
    };
    let drop_draft = {
        let (offered, draft) = (offered.clone(), draft.clone());
        Callback::from(move |()| {
            draft.clear();
            offered.set(false);
        })
    };
    // A draft of another set of criteria fits nowhere, and one that is saved already says nothing new.
    let kept = draft.found.as_ref().filter(|kept| {
        *offered && kept.value.scores.len() == count && kept.value != *form.value() && !autosave.dirty()
    });
    let saved_elsewhere = matches!(autosave.state(), SaveState::Failed(error) if was_saved_elsewhere(error));

    html! {
        <form class="review-form" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} {names} />
            <section class="grid-panel" aria-labelledby="grille" data-folded={folded.to_string()}>
                <div class="row row-between grid-head">
                    <h2 id="grille">{ t::GRID }</h2>
                    <p class="grid-progress">{ progress(desk, form.value()) }</p>
                    <span class="grid-fold">
                        <Button look={Look::Quiet} small=true onclick={{ let folded = folded.clone(); move |_| folded.set(!*folded) }}>
                            { if *folded { t::UNFOLD } else { t::FOLD } }
                        </Button>
                    </span>
                </div>
                { autosave.line() }
                if saved_elsewhere {
                    <Elsewhere form={form.clone()} server={(*server).clone()} onread={continue_from(&autosave)} />
                }
                if let Some(kept) = kept {
                    <DraftNotice at={kept.at} stale={kept.base.is_some() && kept.base != server.etag()} ontake={take} ondrop={drop_draft} />
                }
                if !abstains {
                    <div class="criteria">
                        { for desk.call.criteria.iter().enumerate().map(|(index, criterion)| {
                            let score = form.value().scores.get(index);
                            let facts = desk.evidence.as_ref().map(|evidence| evidence::beside(criterion, evidence));
                            html! {
                                <CriterionField key={criterion.id.to_string()} {index} {count} criterion={criterion.clone()}
                                    facts={facts.unwrap_or_default()} current={*current == index} errors={form.errors()}
                                    score={score.and_then(|score| score.score)}
                                    comment={score.map(|score| score.comment.clone()).unwrap_or_default()}
                                    onscore={form.edit(move |input: &mut ReviewInput, score| set_score(input, index, score))}
                                    oncomment={form.edit(move |input: &mut ReviewInput, text| set_comment(input, index, text))}
                                    onenter={{ let current = current.clone(); move |()| if *current != index { current.set(index) } }} />
                            }
                        }) }
                    </div>
                    <div class="grid-pager">
                        <Button look={Look::Secondary} small=true onclick={on_key.reform({ let at = *current; move |_: MouseEvent| KeyAction::Go(at.saturating_sub(1)) })}>
                            { t::PREVIOUS_CRITERION }
                        </Button>
                        <Button look={Look::Secondary} small=true onclick={on_key.reform({ let at = *current; move |_: MouseEvent| KeyAction::Go((at + 1).min(count.saturating_sub(1))) })}>
                            { t::NEXT_CRITERION }
                        </Button>
                    </div>
                    { shortcuts(&keys_on) }
                }
            </section>
            <div class="review-conclusion">
                <Conclusion form={form.clone()} />
                <p class="soft small">{ t::AFTER_SUBMIT }</p>
                <div class="button-row">
                    <Button submit=true busy={*submitting}>{ if abstains { t::ABSTAIN_NEXT } else { t::NEXT_IN_QUEUE } }</Button>
                </div>
            </div>
        </form>
    }
}

fn set_score(input: &mut ReviewInput, index: usize, score: i32) {
    if let Some(line) = input.scores.get_mut(index) {
        line.score = Some(score);
    }
}

fn set_comment(input: &mut ReviewInput, index: usize, text: String) {
    if let Some(line) = input.scores.get_mut(index) {
        line.comment = text;
    }
}

/// Does what a key or a button of the pager asks for, and takes the focus along.
fn act(action: KeyAction, form: &Form<ReviewInput>, current: &UseStateHandle<usize>) {
    let (index, score) = match action {
        KeyAction::Score { criterion, score } => {
            form.change(move |input| set_score(input, criterion, score));
            (criterion, Some(score))
        }
        KeyAction::Go(index) => {
            let given = form.value().scores.get(index).and_then(|line| line.score);
            (index, given)
        }
    };
    current.set(index);
    let document = web_sys::window().and_then(|window| window.document());
    let radio =
        document.and_then(|document| document.get_element_by_id(&radio_id(index, score.unwrap_or(0))));
    if let Some(radio) = radio.and_then(|radio| radio.dyn_into::<HtmlElement>().ok()) {
        let _ = radio.focus();
    }
}

/// A fault in the words of the grid: a score and an opinion are chosen, not typed.
fn worded(mut fault: FieldError) -> FieldError {
    if fault.code == "required"
        && let Some(words) = t::required(&fault.pointer)
    {
        words.clone_into(&mut fault.message);
    }
    fault
}

/// Whether the review can be filed; shows what is missing otherwise, and goes to the first of it.
fn complete(form: &Form<ReviewInput>, desk: &Desk, current: &UseStateHandle<usize>) -> bool {
    let criteria: Vec<&str> = desk.call.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
    let mut violations = check(form.value());
    violations.extend(form.value().missing(&criteria));
    let errors: Vec<_> =
        violations.iter().map(|violation| worded(violation.in_language(Language::French))).collect();
    let first = (0..criteria.len())
        .find(|index| errors.iter().any(|error| error.pointer.starts_with(&format!("/scores/{index}/"))));
    if let Some(first) = first {
        current.set(first);
    }
    form.accept(errors)
}

/// To the next one that waits, or to the list when none is left.
async fn go_on(desk: &Desk, navigator: Option<&Navigator>) {
    let items: Vec<_> = match queue::load().await {
        Ok(answer) => {
            let calls = answer.body.calls.into_iter();
            calls.filter(|queue| queue.call.id == desk.call.id).flat_map(|queue| queue.items).collect()
        }
        // The list itself says what went wrong.
        Err(_) => Vec::new(),
    };
    let next = queue_rows::next_after(&items, &desk.project.id);
    flash::say(match next {
        Some(_) => t::submitted(&desk.project.title),
        None => t::submitted_last(&desk.project.title),
    });
    let (to, query) = next.map_or((Route::Reviews, None), |item| item.address());
    let query = query.map(|name| link::query_string([(name, "1")]));
    if let Some(navigator) = navigator {
        link::go(navigator, &to, query.as_deref());
    }
}

/// A criterion's own words, for the summary: its field on the page starts with its code.
fn criterion_name(desk: &Desk, pointer: &str) -> Option<AttrValue> {
    let index: usize = pointer.strip_prefix("/scores/")?.split('/').next()?.parse().ok()?;
    let criterion = desk.call.criteria.get(index)?;
    Some(format!("{} {}", criterion.code, criterion.label).into())
}

fn progress(desk: &Desk, input: &ReviewInput) -> String {
    let scored = t::scored(scores::scored(input), desk.call.criteria.len());
    match scores::mean(&desk.call.criteria, input) {
        Some(mean) => format!("{scored} · {}", t::mean(mean)),
        None => scored,
    }
}

fn shortcuts(on: &UseStateHandle<bool>) -> Html {
    let toggle = {
        let on = on.clone();
        Callback::from(move |_: Event| {
            keys::enable(!*on);
            on.set(!*on);
        })
    };
    html! {
        <details class="shortcuts">
            <summary>{ t::SHORTCUTS }</summary>
            <p>{ t::SHORTCUTS_TEXT }</p>
            <div class="choice">
                <input id="raccourcis" type="checkbox" checked={**on} onchange={toggle} />
                <label for="raccourcis">{ t::SHORTCUTS_ON }</label>
            </div>
        </details>
    }
}
