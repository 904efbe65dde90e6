//! The simulator: scenarios tried, saved and compared.

use super::{
    frame::{Frame, Framed, Tab},
    simulation_compare::{Compare, Cross},
    simulation_form::{ScenarioForm, Shown},
};
use crate::{
    api,
    components::{
        async_content::{Empty, Loaded, Skeleton, use_load},
        badge::{Badge, BadgeTone},
        button::{Button, Look},
        dialog::Confirm,
        notice::{Notice, Tone},
        url_query::{UrlQuery, use_url_query},
    },
    i18n::simulation as t,
    session::use_session,
};
use openapi::{
    Page, Role,
    call::{Call, CallStatus},
    simulation::{Simulation, TakenOver},
};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`Simulations`].
#[derive(Properties, PartialEq)]
pub struct SimulationsProps {
    pub id: String,
}

/// The simulator of a call.
#[component]
pub fn Simulations(props: &SimulationsProps) -> Html {
    let view = Callback::from(|framed: Framed| html! { <SimulationsView call={framed.call} /> });
    html! { <Frame id={props.id.clone()} tab={Tab::Simulations} {view} /> }
}

#[derive(Properties, PartialEq)]
struct SimulationsViewProps {
    call: Rc<Call>,
}

/// What the coordinator is asked about.
#[derive(Clone, PartialEq)]
enum Asking {
    Delete(Simulation),
    TakeOver(Simulation),
}

/// Which scenarios are compared: those that the address names, else all.
fn is_shown(query: &UrlQuery, id: &str) -> bool {
    query.get(SHOWN).is_none_or(|shown| shown.split(',').any(|one| one == id))
}

/// The parameter that names them.
const SHOWN: &str = "scenarios";
/// Its value where none is compared: an empty one would mean all.
const NONE_SHOWN: &str = "aucun";

/// Its value once a scenario is shown or hidden.
fn toggled(all: &[String], shown: impl Fn(&str) -> bool, id: &str) -> String {
    let shown: Vec<&str> = all
        .iter()
        .map(String::as_str)
        .filter(|one| if *one == id { !shown(one) } else { shown(one) })
        .collect();
    match shown.len() {
        0 => NONE_SHOWN.to_owned(),
        count if count == all.len() => String::new(),
        _ => shown.join(","),
    }
}

fn name(one: &Simulation) -> String {
    one.id.as_ref().map(ToString::to_string).unwrap_or_default()
}

#[component]
fn SimulationsView(props: &SimulationsViewProps) -> Html {
    let session = use_session();
    let query = use_url_query();
    let writes = session.has(Role::Coordinator) && props.call.status != CallStatus::Decided;
    let scenarios =
        use_load(props.call.id.to_string(), |call| async move { api::simulations::list(&call).await });
    let editing = use_state(|| None::<Simulation>);
    let (dirty, leaving) = (use_state_eq(|| false), use_state(|| None::<Simulation>));
    let trial = use_state(|| None::<Simulation>);
    let said = use_state(|| None::<Result<String, String>>);
    let (tried, listed) = (use_node_ref(), use_node_ref());
    let results = use_state(|| 0_u32);
    {
        let (tried, listed) = (tried.clone(), listed.clone());
        // What came of the form is below it, out of sight: the focus goes there. A save takes the trial away.
        use_effect_with(*results, move |count| {
            let heading = tried.cast::<HtmlElement>().or_else(|| listed.cast::<HtmlElement>());
            if let Some(heading) = heading.filter(|_| *count > 0) {
                let _ = heading.focus();
            }
        });
    }
    let onshown = {
        let (trial, said, editing, scenarios) =
            (trial.clone(), said.clone(), editing.clone(), scenarios.clone());
        let results = results.clone();
        Callback::from(move |shown: Shown| {
            match shown {
                Shown::Trial(simulation) => trial.set(Some(simulation)),
                Shown::Saved(simulation) => {
                    said.set(Some(Ok(t::saved(&simulation.terms.name))));
                    trial.set(None);
                    editing.set(None);
                    scenarios.reload();
                }
                Shown::Dropped => editing.set(None),
            }
            results.set(results.wrapping_add(1));
        })
    };
    // Another scenario in the form takes the place of what is typed there: ask.
    let onedit = {
        let (editing, dirty, leaving) = (editing.clone(), dirty.clone(), leaving.clone());
        Callback::from(
            move |one: Simulation| if *dirty { leaving.set(Some(one)) } else { editing.set(Some(one)) },
        )
    };
    let onleave = {
        let (editing, leaving) = (editing.clone(), leaving.clone());
        Callback::from(move |()| {
            editing.set((*leaving).clone());
            leaving.set(None);
        })
    };
    let onstay = {
        let leaving = leaving.clone();
        Callback::from(move |()| leaving.set(None))
    };
    let onsaid = {
        let (said, scenarios) = (said.clone(), scenarios.clone());
        Callback::from(move |sentence| {
            said.set(Some(sentence));
            scenarios.reload();
        })
    };
    html! {
        <>
            <p class="prose">{ t::LEAD }</p>
            if writes {
                <ScenarioForm
                    key={editing.as_ref().map_or_else(String::new, name)}
                    call={Rc::clone(&props.call)} editing={(*editing).clone()} {onshown}
                    ondirty={{ let dirty = dirty.clone(); move |typed| dirty.set(typed) }}
                />
                if let Some(trial) = &*trial {
                    <h2 ref={tried} tabindex="-1">{ t::TRIAL }</h2>
                    <Compare scenarios={vec![trial.clone()]} />
                }
            }
            if leaving.is_some() {
                <Confirm title={t::LEAVE_TITLE} action={t::LEAVE} onconfirm={onleave} oncancel={onstay}><p>{ t::LEAVE_TEXT }</p></Confirm>
            }
            <section class="section">
                <h2 ref={listed} tabindex="-1">{ t::SCENARIOS }</h2>
                { match &*said {
                    Some(Ok(sentence)) => html! { <Notice tone={Tone::Success}><p>{ sentence.clone() }</p></Notice> },
                    Some(Err(sentence)) => html! { <Notice tone={Tone::Error}><p>{ sentence.clone() }</p></Notice> },
                    None => Html::default(),
                } }
                { saved(&props.call, &scenarios, &query, writes.then_some((onedit, onsaid))) }
            </section>
        </>
    }
}

/// The list of saved scenarios, and those of them that are shown, side by side.
fn saved(
    call: &Rc<Call>,
    scenarios: &Loaded<Page<Simulation>>,
    query: &UrlQuery,
    writes: Option<(Callback<Simulation>, Callback<Said>)>,
) -> Html {
    let empty = html! { <Empty title={t::NO_SCENARIO}><p>{ t::NO_SCENARIO_HINT }</p></Empty> };
    scenarios.view_list(Skeleton::Rows(3), empty, |page| {
        let all: Vec<String> = page.items.iter().map(name).collect();
        let shown: Vec<Simulation> =
            page.items.iter().filter(|one| is_shown(query, &name(one))).cloned().collect();
        html! {
            <>
                <ul class="choice-list">
                    { for page.items.iter().map(|one| {
                        let id = name(one);
                        let toggle = {
                            let (query, next) = (query.clone(), toggled(&all, |one| is_shown(query, one), &id));
                            Callback::from(move |_: Event| query.go(&query.with(&[(SHOWN, &next)])))
                        };
                        html! {
                            <li key={id.clone()}>
                                <label class="row">
                                    <input type="checkbox" checked={is_shown(query, &id)} onchange={toggle} aria-label={t::compare(&one.terms.name)} />
                                    <span class="strong">{ &one.terms.name }</span>
                                    if one.outdated { <Badge tone={BadgeTone::Wait} label={t::OUTDATED} /> }
                                </label>
                                if let Some((onedit, onsaid)) = &writes {
                                    <Acts call={Rc::clone(call)} simulation={one.clone()} {onedit} {onsaid} />
                                }
                            </li>
                        }
                    }) }
                </ul>
                if page.items.iter().any(|one| one.outdated) {
                    <p class="soft">{ t::OUTDATED_WHY }if writes.is_some() { { " " }{ t::OUTDATED_CHANGE } }</p>
                }
                if !shown.is_empty() {
                    <h2>{ t::COMPARE }</h2>
                    <Compare scenarios={shown.clone()} />
                    <Cross scenarios={shown} />
                }
            </>
        }
    })
}

/// What came of an act, in words.
type Said = Result<String, String>;

#[derive(Properties, PartialEq)]
struct ActsProps {
    call: Rc<Call>,
    simulation: Simulation,
    onedit: Callback<Simulation>,
    /// Something was done, or refused.
    onsaid: Callback<Said>,
}

/// What can be done with a scenario.
#[component]
fn Acts(props: &ActsProps) -> Html {
    let asking = use_state(|| None::<Asking>);
    let busy = use_state(|| false);
    let ask = |what: Asking| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(Some(what.clone())))
    };
    let edit = {
        let simulation = props.simulation.clone();
        props.onedit.reform(move |_: MouseEvent| simulation.clone())
    };
    let oncancel = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(None))
    };
    let onconfirm = {
        let (asking, busy, onsaid) = (asking.clone(), busy.clone(), props.onsaid.clone());
        let call = Rc::clone(&props.call);
        Callback::from(move |()| {
            let Some(what) = (*asking).clone().filter(|_| !*busy) else { return };
            busy.set(true);
            let (asking, busy, onsaid) = (asking.clone(), busy.clone(), onsaid.clone());
            let call = Rc::clone(&call);
            spawn_local(async move {
                let done = match what {
                    Asking::Delete(simulation) => delete(&call, &simulation).await,
                    Asking::TakeOver(simulation) => take_over(&call, &simulation).await,
                };
                busy.set(false);
                asking.set(None);
                onsaid.emit(done);
            });
        })
    };
    let one = &props.simulation;
    let of = html! { <span class="visually-hidden">{ "\u{a0}: " }{ &one.terms.name }</span> };
    html! {
        <span class="row">
            <Button look={Look::Quiet} small=true onclick={edit}>{ t::CHANGE }{ of.clone() }</Button>
            <Button look={Look::Quiet} small=true onclick={ask(Asking::TakeOver(one.clone()))}>{ t::TAKE_OVER }{ of.clone() }</Button>
            <Button look={Look::Quiet} small=true onclick={ask(Asking::Delete(one.clone()))}>{ t::DELETE }{ of }</Button>
            { match &*asking {
                Some(Asking::Delete(_)) => html! {
                    <Confirm title={t::DELETE_TITLE} action={t::DELETE} danger=true busy={*busy} {onconfirm} {oncancel}>
                        <p class="strong">{ &one.terms.name }</p>
                    </Confirm>
                },
                Some(Asking::TakeOver(_)) => html! {
                    <Confirm title={t::TAKE_OVER_TITLE} action={t::TAKE_OVER} busy={*busy} {onconfirm} {oncancel}>
                        <p class="strong">{ &one.terms.name }</p>
                        <p>{ t::TAKE_OVER_TEXT }</p>
                    </Confirm>
                },
                None => Html::default(),
            } }
        </span>
    }
}

async fn delete(call: &Call, simulation: &Simulation) -> Said {
    let Some(id) = &simulation.id else { return Ok(String::new()) };
    let answer = api::simulations::remove(call.id.as_str(), id.as_str(), simulation.version).await;
    answer.map(|_| t::DELETED.to_owned()).map_err(|error| error.message())
}

async fn take_over(call: &Call, simulation: &Simulation) -> Said {
    let Some(id) = &simulation.id else { return Ok(String::new()) };
    let answer = api::simulations::take_over(call.id.as_str(), id.as_str()).await;
    let said = |taken: TakenOver| t::taken_over(taken.decided.into(), taken.kept.into());
    answer.map(|answer| said(answer.body)).map_err(|error| error.message())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_the_scenarios_shown_and_nothing_when_all_are() {
        let all = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(toggled(&all, |_| true, "b"), "a,c");
        assert_eq!(toggled(&all, |one| one != "b", "b"), "");
        assert_eq!(toggled(&all, |one| one == "a", "a"), NONE_SHOWN);
    }
}
