//! The form of a scenario.

use super::{
    obstacles::obstacles,
    simulation_terms::{Lock, Terms},
};
use crate::{
    api::{self, Answer, ApiError, ApiResult, every::every},
    components::{
        async_content::{Skeleton, use_load},
        button::{Button, Look},
        form::{Choice, ErrorSummary, MoneyField, NumberField, Radios, TextField, changed_text, use_form},
        table::{Column, Row, Table},
    },
    format,
    i18n::{committee as c, simulation as t},
};
use futures_util::future::try_join3;
use openapi::{
    ProjectStatus,
    call::Call,
    committee::RankingItem,
    limits,
    programme::{District, Objective},
    project::AgeBand,
    simulation::{ScoreKind, Simulation},
};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};

/// What came of the form.
pub enum Shown {
    Trial(Simulation),
    Saved(Simulation),
    /// The change was given up.
    Dropped,
}

/// Properties of [`ScenarioForm`].
#[derive(Properties, PartialEq)]
pub struct ScenarioFormProps {
    pub call: Rc<Call>,
    /// The scenario that is changed; none: a new one.
    pub editing: Option<Simulation>,
    pub onshown: Callback<Shown>,
}

/// What a scenario can name.
#[derive(PartialEq)]
struct Offer {
    projects: Vec<RankingItem>,
    objectives: Vec<Objective>,
    districts: Vec<District>,
}

async fn offer(call: String, programme: String) -> ApiResult<Offer> {
    let ranking = every(|cursor| {
        let call = call.clone();
        async move { api::committee::ranking(&call, cursor.as_deref()).await }
    });
    let objectives = api::programme::objectives(Some(&programme));
    let districts = api::programme::districts(Some(&programme));
    let (ranking, objectives, districts) = try_join3(ranking, objectives, districts).await?;
    let open = |item: &RankingItem| {
        use ProjectStatus as S;
        matches!(item.status, S::Admissible | S::UnderReview | S::Decided)
    };
    let body = Offer {
        projects: ranking.body.items.into_iter().filter(open).collect(),
        objectives: objectives.body.items,
        districts: districts.body.items,
    };
    Ok(Answer { body, etag: None })
}

/// The form, once what it can name is there.
#[component]
pub fn ScenarioForm(props: &ScenarioFormProps) -> Html {
    let asked = (props.call.id.to_string(), props.call.programme.to_string());
    let offer = use_load(asked, |(call, programme)| offer(call, programme));
    html! {
        <section class="section panel">
            <h2>{ if props.editing.is_some() { t::EDIT } else { t::NEW } }</h2>
            { offer.view(Skeleton::Lines(6), |offer| html! {
                <Fields call={Rc::clone(&props.call)} editing={props.editing.clone()} onshown={props.onshown.clone()} offer={Rc::clone(offer)} />
            }) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    call: Rc<Call>,
    editing: Option<Simulation>,
    onshown: Callback<Shown>,
    offer: Rc<Offer>,
}

#[component]
fn Fields(props: &FieldsProps) -> Html {
    let form = use_form(|| {
        let terms = props.editing.as_ref().map(|one| &one.terms);
        Terms::of(terms, &props.call.envelopes)
    });
    let refused = use_state(|| None::<ApiError>);
    let busy = use_state(|| false);
    let send = {
        let (form, refused, busy) = (form.clone(), refused.clone(), busy.clone());
        let (call, editing, onshown) =
            (props.call.id.to_string(), props.editing.clone(), props.onshown.clone());
        Callback::from(move |keep: bool| {
            let input = form.value().input();
            if *busy || !form.accept(input.1) {
                return;
            }
            busy.set(true);
            let (call, editing, onshown, input) = (call.clone(), editing.clone(), onshown.clone(), input.0);
            let (refused, busy) = (refused.clone(), busy.clone());
            spawn_local(async move {
                let answer = match editing.as_ref().and_then(|one| Some((one.id.as_ref()?, one.version))) {
                    _ if !keep => api::simulations::attempt(&call, &input).await,
                    Some((id, version)) => {
                        api::simulations::change(&call, id.as_str(), version, &input).await
                    }
                    None => api::simulations::save(&call, &input).await,
                };
                busy.set(false);
                match answer {
                    Ok(answer) => {
                        refused.set(None);
                        onshown.emit(if keep {
                            Shown::Saved(answer.body)
                        } else {
                            Shown::Trial(answer.body)
                        });
                    }
                    Err(error) => refused.set(Some(error)),
                }
            });
        })
    };
    let onsubmit = {
        let send = send.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(true);
        })
    };
    let scores = vec![Choice::new("raw", t::RAW), Choice::new("corrected", t::CORRECTED)];
    let value = form.value();
    html! {
        <form class="form" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            if let Some(error) = &*refused { { obstacles(error, t::IMPOSSIBLE) } }
            <TextField at="/name" label={t::NAME} max={limits::LINE_MAX} errors={form.errors()} value={value.name.clone()}
                oninput={form.edit(|terms: &mut Terms, text| terms.name = text)} />
            <Radios at="/score" legend={t::SCORE} choices={scores} inline=true
                value={if value.score == ScoreKind::Raw { "raw" } else { "corrected" }}
                onchange={form.edit(|terms: &mut Terms, text: String| {
                    terms.score = if text == "corrected" { ScoreKind::Corrected } else { ScoreKind::Raw };
                })} />
            if !value.envelopes.is_empty() {
                <fieldset>
                    <legend>{ t::ENVELOPES }</legend>
                    <p class="hint">{ t::ENVELOPES_HINT }</p>
                    { for value.envelopes.iter().enumerate().map(|(index, (funder, cents))| html! {
                        <MoneyField at={format!("/envelopes/{index}/amount")} label={funder.name.clone()} value={*cents} errors={form.errors()} optional=true
                            onchange={form.edit(move |terms: &mut Terms, cents| terms.envelopes[index].1 = cents)} />
                    }) }
                </fieldset>
            }
            <details>
                <summary>{ t::FLOORS }</summary>
                <p class="hint">{ t::FLOORS_HINT }</p>
                { for floors(&props.offer).into_iter().map(|(legend, lines)| html! {
                    <fieldset>
                        <legend>{ legend }</legend>
                        { for lines.into_iter().map(|(key, label)| {
                            let id = key.clone();
                            html! {
                                <NumberField at={format!("/floor-{key}")} {label} optional=true value={value.floors.get(&key).copied()}
                                    onchange={form.edit(move |terms: &mut Terms, least: Option<i64>| terms.set_floor(&id, least))} />
                            }
                        }) }
                    </fieldset>
                }) }
            </details>
            <details>
                <summary>{ t::LOCKS }</summary>
                { locks(&props.offer, value, &form.edit(|terms: &mut Terms, (project, lock)| terms.set_lock(project, lock))) }
            </details>
            <div class="button-row">
                <Button submit=true busy={*busy}>{ t::SAVE }</Button>
                <Button look={Look::Secondary} busy={*busy} onclick={send.reform(|_: MouseEvent| false)}>{ t::TRY }</Button>
                if props.editing.is_some() {
                    <Button look={Look::Quiet} onclick={props.onshown.reform(|_: MouseEvent| Shown::Dropped)}>{ t::CANCEL_EDIT }</Button>
                }
            </div>
        </form>
    }
}

/// What can have a floor: key and words, by kind.
fn floors(offer: &Offer) -> Vec<(&'static str, Vec<(String, String)>)> {
    let objectives = offer
        .objectives
        .iter()
        .map(|one| (Terms::objective(one.id.as_str()), format!("{} · {}", one.code, one.label)));
    let districts = offer.districts.iter().map(|one| (Terms::district(one.id.as_str()), one.name.clone()));
    let bands = AgeBand::ALL.map(|band| (Terms::band(band), band.label_fr().to_owned()));
    vec![(t::OBJECTIVES, objectives.collect()), (t::DISTRICTS, districts.collect()), (t::BANDS, bands.into())]
}

fn locks(offer: &Offer, terms: &Terms, onchange: &Callback<(String, Option<Lock>)>) -> Html {
    let columns = vec![
        Column::text(c::PROJECT),
        Column::number(c::SCORE),
        Column::number(c::REQUESTED),
        Column::text(t::LOCKS),
    ];
    let rows: Vec<Row> = offer
        .projects
        .iter()
        .map(|item| {
            let id = item.project.id.to_string();
            let lock = terms.locks.get(&id).copied();
            let onchange = {
                let (onchange, id) = (onchange.clone(), id.clone());
                Callback::from(move |event: Event| {
                    let lock = match changed_text(&event).as_str() {
                        "in" => Some(Lock::In),
                        "out" => Some(Lock::Out),
                        _ => None,
                    };
                    onchange.emit((id.clone(), lock));
                })
            };
            let choice = html! {
                <select class="input" aria-label={format!("{} : {}", t::LOCKS, item.project.title)} {onchange}>
                    <option value="" selected={lock.is_none()}>{ t::FREE }</option>
                    <option value="in" selected={lock == Some(Lock::In)}>{ t::LOCKED_IN }</option>
                    <option value="out" selected={lock == Some(Lock::Out)}>{ t::LOCKED_OUT }</option>
                </select>
            };
            let score = item.score.map(|score| html! { { format::score(score) } }).unwrap_or_default();
            let cells =
                vec![html! { { &item.project.title } }, score, html! { { format::money(item.requested) } }, choice];
            Row { key: id, cells }
        })
        .collect();
    html! { <Table caption={t::LOCKS} caption_hidden=true {columns} {rows} /> }
}
