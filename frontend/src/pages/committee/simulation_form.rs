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
        edit::use_edit,
        form::{
            Choice, ErrorSummary, Errors, Form, Group, MoneyField, NumberField, Radios, TextField,
            changed_text, field_id,
        },
        kept_draft::KeptDraft,
        notice::{Notice, Tone},
        table::{Column, Row, Table},
        unsaved::use_unsaved_guard,
    },
    draft_store::use_draft,
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
use web_sys::HtmlElement;
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
    /// Something is typed that is not saved.
    pub ondirty: Callback<bool>,
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
    let heading = use_node_ref();
    {
        let (heading, edits) = (heading.clone(), props.editing.is_some());
        // « Modifier » is far below.
        use_effect_with((), move |()| {
            if let Some(heading) = heading.cast::<HtmlElement>().filter(|_| edits) {
                let _ = heading.focus();
            }
        });
    }
    html! {
        <section class="section panel">
            <h2 ref={heading} tabindex="-1">{ if props.editing.is_some() { t::EDIT } else { t::NEW } }</h2>
            { offer.view(Skeleton::Lines(6), |offer| html! {
                <Fields call={Rc::clone(&props.call)} editing={props.editing.clone()} onshown={props.onshown.clone()}
                    ondirty={props.ondirty.clone()} offer={Rc::clone(offer)} />
            }) }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct FieldsProps {
    call: Rc<Call>,
    editing: Option<Simulation>,
    onshown: Callback<Shown>,
    ondirty: Callback<bool>,
    offer: Rc<Offer>,
}

impl Offer {
    fn has(&self, project: &str) -> bool {
        self.projects.iter().any(|item| item.project.id.as_str() == project)
    }
}

/// What the form starts from, and the projects that a scenario imposes or keeps out and that are not offered any more.
fn start(scenario: Option<&Simulation>, call: &Call, offer: &Offer) -> (Terms, Vec<String>) {
    let mut terms = Terms::of(scenario.map(|one| &one.terms), &call.envelopes);
    let gone = terms.keep_locks(|project| offer.has(project));
    let known = scenario.into_iter().flat_map(|one| &one.result.projects);
    let known: Vec<_> = known.map(|one| &one.project).collect();
    let title = |id: String| {
        known.iter().find(|project| project.id.as_str() == id).map_or(id, |project| project.title.clone())
    };
    (terms, gone.into_iter().map(title).collect())
}

fn etag(scenario: &Simulation) -> String {
    format!("\"{}\"", scenario.version)
}

/// The scenario as it is now, when somebody saved it meanwhile.
async fn reread(call: &Call, id: &str, offer: &Offer) -> ApiResult<Terms> {
    let scenarios = api::simulations::list(call.id.as_str()).await?.body.items;
    let found = scenarios.into_iter().find(|one| one.id.as_ref().is_some_and(|own| own.as_str() == id));
    let found = found.ok_or(ApiError::Network)?;
    Ok(Answer { etag: Some(etag(&found)), body: start(Some(&found), call, offer).0 })
}

fn has_obstacles(error: &ApiError) -> bool {
    matches!(error, ApiError::Problem(problem) if !problem.obstacles.is_empty())
}

#[component]
fn Fields(props: &FieldsProps) -> Html {
    let FieldsProps { call, editing, onshown, ondirty, offer } = props;
    let edit = use_edit(|| start(editing.as_ref(), call, offer).0, editing.as_ref().map(etag));
    let form = &edit.form;
    let (_, gone) = start(editing.as_ref(), call, offer);
    let id = editing.as_ref().and_then(|one| one.id.as_ref()).map(ToString::to_string);
    let key = format!("scenario.{}.{}", call.id, id.as_deref().unwrap_or("nouveau"));
    let draft = use_draft(key.into(), form.value(), edit.etag(), form.dirty());
    use_unsaved_guard(form.dirty());
    {
        let ondirty = ondirty.clone();
        use_effect_with(form.dirty(), move |dirty| ondirty.emit(*dirty));
    }
    let impossible = use_state(|| None::<ApiError>);
    let trying = use_state(|| false);
    // What was sent last: the server names what is wrong by its place there.
    let sent = use_mut_ref(|| form.value().clone());
    let input = {
        let (form, call, offer, sent) = (form.clone(), Rc::clone(call), Rc::clone(offer), Rc::clone(&sent));
        Rc::new(move |trial: bool| {
            let mut terms = form.value().clone();
            // Only what is saved needs a name of its own.
            if trial && terms.name.trim().is_empty() {
                t::TRIAL_NAME.clone_into(&mut terms.name);
            }
            terms.keep_locks(|project| offer.has(project));
            let (input, errors) = terms.input(&call.envelopes);
            *sent.borrow_mut() = terms;
            form.accept(errors).then_some(input)
        })
    };
    let onsubmit = {
        let (edit, draft, call, offer) = (edit.clone(), draft.clone(), Rc::clone(call), Rc::clone(offer));
        let (input, impossible, onshown) = (Rc::clone(&input), impossible.clone(), onshown.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(input) = input(false) else { return };
            let (again, offer, known) = (Rc::clone(&call), Rc::clone(&offer), id.clone());
            let (call, id, impossible) = (Rc::clone(&call), id.clone(), impossible.clone());
            let (draft, onshown) = (draft.clone(), onshown.clone());
            edit.send(
                |_, etag| async move {
                    let answer = match &id {
                        Some(id) => {
                            api::simulations::change(call.id.as_str(), id, &input, etag.as_deref()).await
                        }
                        None => api::simulations::save(call.id.as_str(), &input).await,
                    };
                    impossible.set(answer.as_ref().err().filter(|error| has_obstacles(error)).cloned());
                    answer
                },
                || async move { reread(&again, known.as_deref().unwrap_or_default(), &offer).await },
                move |answer: Answer<Simulation>| {
                    draft.clear();
                    onshown.emit(Shown::Saved(answer.body));
                },
            );
        })
    };
    let ontry = {
        let (form, call, trying) = (form.clone(), call.id.to_string(), trying.clone());
        let (input, impossible, onshown) = (Rc::clone(&input), impossible.clone(), onshown.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(input) = input(true).filter(|_| !*trying) else { return };
            trying.set(true);
            let (form, call, trying) = (form.clone(), call.clone(), trying.clone());
            let (impossible, onshown) = (impossible.clone(), onshown.clone());
            spawn_local(async move {
                let answer = api::simulations::attempt(&call, &input).await;
                trying.set(false);
                impossible.set(answer.as_ref().err().filter(|error| has_obstacles(error)).cloned());
                match answer {
                    Ok(answer) => {
                        // What was refused before holds no more; nothing is saved by trying.
                        form.refuse(Vec::new());
                        onshown.emit(Shown::Trial(answer.body));
                    }
                    Err(error) => form.fail(&error),
                }
            });
        })
    };
    let ondrop = {
        let (draft, onshown) = (draft.clone(), onshown.clone());
        Callback::from(move |_: MouseEvent| {
            draft.clear();
            onshown.emit(Shown::Dropped);
        })
    };
    let value = form.value();
    let errors = form.errors().moved(|pointer| sent.borrow().field(&call.envelopes, pointer));
    let busy = form.busy() || *trying;
    html! {
        <form class="form scenario-form" novalidate=true {onsubmit}>
            <ErrorSummary errors={errors.clone()} general={form.general()} refusals={form.refusals()} />
            { edit.notice() }
            if let Some(error) = &*impossible { { obstacles(error, t::IMPOSSIBLE) } }
            if !gone.is_empty() {
                <Notice tone={Tone::Warning} title={t::LOCKS_GONE}><ul>{ for gone.iter().map(|title| html! { <li>{ title }</li> }) }</ul></Notice>
            }
            <KeptDraft<Terms> {draft} form={form.clone()} etag={edit.etag()} />
            <TextField at="/name" label={t::NAME} max={limits::LINE_MAX} errors={errors.clone()} value={value.name.clone()}
                oninput={form.edit(|terms: &mut Terms, text| terms.name = text)} />
            { conditions(form, offer, &errors) }
            <div class="button-row">
                <Button submit=true {busy}>{ t::SAVE }</Button>
                <Button look={Look::Secondary} {busy} onclick={ontry}>{ t::TRY }</Button>
                if editing.is_some() {
                    <Button look={Look::Quiet} onclick={ondrop}>{ t::CANCEL_EDIT }</Button>
                }
            </div>
        </form>
    }
}

/// What the scenario asks: the points counted, the money, floors and locks.
fn conditions(form: &Form<Terms>, offer: &Offer, errors: &Errors) -> Html {
    let value = form.value();
    let scores = vec![Choice::new("raw", t::RAW), Choice::new("corrected", t::CORRECTED)];
    html! {
        <>
            <Radios at="/score" legend={t::SCORE} choices={scores} inline=true
                value={if value.score == ScoreKind::Raw { "raw" } else { "corrected" }}
                onchange={form.edit(|terms: &mut Terms, text: String| {
                    terms.score = if text == "corrected" { ScoreKind::Corrected } else { ScoreKind::Raw };
                })} />
            if !value.envelopes.is_empty() {
                <Group at="/envelopes" legend={t::ENVELOPES} hint={t::ENVELOPES_HINT} errors={errors.clone()}>
                    { for value.envelopes.iter().enumerate().map(|(index, (funder, cents))| html! {
                        <MoneyField at={Terms::envelope_field(index)} label={funder.name.clone()} value={*cents} errors={errors.clone()} optional=true
                            onunread={form.on_unread()} onchange={form.edit(move |terms: &mut Terms, cents| terms.envelopes[index].1 = cents)} />
                    }) }
                </Group>
            }
            // A field in a fold cannot take the focus: one that is wrong opens it.
            <details open={errors.under("/floor").is_some()}>
                <summary>{ t::FLOORS }</summary>
                <p class="hint">{ t::FLOORS_HINT }</p>
                { for floors(offer).into_iter().map(|(legend, lines)| html! {
                    <Group at={format!("/floors-{legend}")} {legend}>
                        { for lines.into_iter().map(|(key, label)| {
                            let id = key.clone();
                            html! {
                                <NumberField at={Terms::floor_field(&key)} {label} optional=true value={value.floors.get(&key).copied()} errors={errors.clone()}
                                    onunread={form.on_unread()}
                                    onchange={form.edit(move |terms: &mut Terms, least: Option<i64>| terms.set_floor(&id, least))} />
                            }
                        }) }
                    </Group>
                }) }
            </details>
            <details open={errors.under("/lock").is_some()}>
                <summary>{ t::LOCKS }</summary>
                { locks(offer, value, &form.edit(|terms: &mut Terms, (project, lock)| terms.set_lock(project, lock))) }
            </details>
        </>
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
                <select class="input" id={field_id(&Terms::lock_field(item.project.id.as_str()))} aria-label={format!("{} : {}", t::LOCKS, item.project.title)} {onchange}>
                    <option value="" selected={lock.is_none()}>{ t::FREE }</option>
                    <option value="in" selected={lock == Some(Lock::In)}>{ t::LOCKED_IN }</option>
                    <option value="out" selected={lock == Some(Lock::Out)}>{ t::LOCKED_OUT }</option>
                </select>
            };
            let score = item.score.map(|score| html! { { format::fine_score(score) } }).unwrap_or_default();
            let cells =
                vec![html! { { &item.project.title } }, score, html! { { format::money(item.requested) } }, choice];
            Row { key: id, cells }
        })
        .collect();
    html! { <Table caption={t::LOCKS} caption_hidden=true {columns} {rows} /> }
}
