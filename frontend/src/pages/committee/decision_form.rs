//! Deciding on one project, with the envelopes filling as one types.

use super::{
    board::{self, Entry},
    decision_context::Context,
    decision_fields::{Amounts, Reservations, Votes},
    decision_input::Typed,
    decision_previews::{Preview, previews},
    session::decided,
};
use crate::{
    api::{self, ApiError},
    components::{
        button::{Button, Look},
        flash::{self, Flash},
        form::{Choice, ErrorSummary, Radios, TextArea, use_form},
        kept_draft::KeptDraft,
        link::{self, RouteLink},
        money_bar::MoneyBar,
        notice::{Notice, Tone},
        unsaved::use_unsaved_guard,
        url_query::use_url_query,
    },
    draft_store::use_draft,
    i18n::committee as t,
    routes::Route,
};
use openapi::{
    ErrorCode, Money,
    committee::{EnvelopeUse, Outcome},
    limits,
};
use std::{cell::RefCell, rc::Rc};
use web_sys::HtmlElement;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

/// Properties of [`DecisionForm`].
#[derive(Properties, PartialEq)]
pub struct DecisionFormProps {
    /// Id of the call.
    pub call: String,
    pub entry: Entry,
    pub envelopes: Vec<EnvelopeUse>,
    /// The decision is saved: read the board again.
    pub onchange: Callback<()>,
    /// Envelopes that were read again.
    pub onenvelopes: Callback<Vec<EnvelopeUse>>,
    /// Query of the list of all projects.
    pub list: AttrValue,
    /// Query of the next project to decide.
    pub next: Option<AttrValue>,
    /// The session that the decision is written in: the way back.
    pub session: Option<Route>,
}

/// The decision on a project.
#[component]
pub fn DecisionForm(props: &DecisionFormProps) -> Html {
    let entry = &props.entry;
    let project = &entry.ranked.project;
    let (query, navigator) = (use_url_query(), use_navigator());
    let form = use_form(|| Typed::of(entry, &props.envelopes));
    // A decision that somebody else saved while this one was typed is not replaced unseen.
    let version = entry.decision.as_ref().map(|decision| format!("\"{}\"", decision.version));
    let draft =
        use_draft(format!("decision.{}", project.id).into(), form.value(), version.clone(), form.dirty());
    use_unsaved_guard(form.dirty());
    // Somebody else decided meanwhile.
    let met = use_state(|| false);
    let heading = use_node_ref();
    {
        let heading = heading.clone();
        use_effect_with((), move |()| {
            if let Some(heading) = heading.cast::<HtmlElement>() {
                let _ = heading.focus();
            }
        });
    }
    let list = (query.route().clone(), props.list.clone());
    let onto = match (&props.session, &props.next) {
        (Some(session), _) => (session.clone(), AttrValue::default()),
        (None, Some(next)) => (query.route().clone(), next.clone()),
        (None, None) => list.clone(),
    };
    let save = |to: (Route, AttrValue)| {
        let (form, draft, navigator) = (form.clone(), draft.clone(), navigator.clone());
        let (call, entry, version) = (props.call.clone(), entry.clone(), version.clone());
        let (onchange, onenvelopes, met) = (props.onchange.clone(), props.onenvelopes.clone(), met.clone());
        move || {
            let input = match form.value().input(&entry.ranked.project.id) {
                Ok(input) => input,
                Err(errors) => {
                    form.accept(errors);
                    return;
                }
            };
            // A number that could not be read.
            if !form.accept(Vec::new()) {
                return;
            }
            let said = t::decided(&entry.ranked.project.title, input.outcome.status().label_fr());
            let (draft, navigator, to, onchange) =
                (draft.clone(), navigator.clone(), to.clone(), onchange.clone());
            let (call, version) = (call.clone(), version.clone());
            let why = Rc::new(RefCell::new(None::<String>));
            let request = {
                let (why, entry, typed) = (Rc::clone(&why), entry.clone(), form.value().clone());
                let (onenvelopes, reread, met) = (onenvelopes.clone(), onchange.clone(), met.clone());
                async move {
                    let answer = api::committee::decide(&call, &input, version.as_deref()).await;
                    if let Err(error) = &answer {
                        *why.borrow_mut() = explained(error, &call, &entry, &typed, &onenvelopes).await;
                        if error.is_stale() {
                            *why.borrow_mut() = Some(t::DECIDED_MEANWHILE_TEXT.to_owned());
                            met.set(true);
                            reread.emit(());
                        }
                    }
                    answer.map_err(|error| error.placed(|fault| typed.at_its_line(fault)))
                }
            };
            form.send_or(
                request,
                move |_| {
                    draft.clear();
                    flash::say(said);
                    onchange.emit(());
                    if let Some(navigator) = &navigator {
                        link::go(navigator, &to.0, Some(&to.1));
                    }
                },
                move |_| why.take().map(AttrValue::from),
            );
        }
    };
    let onsubmit = {
        let save = save(onto);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save();
        })
    };
    let onback = {
        let save = save(list.clone());
        Callback::from(move |_: MouseEvent| save())
    };
    let typed = form.value();
    let previews = previews(entry.decision.as_ref(), &props.envelopes, typed);
    let outcomes =
        Outcome::ALL.map(|outcome| Choice::new(outcome.as_str(), outcome.status().label_fr())).to_vec();
    let needs_reason = typed.outcome.is_some_and(Outcome::needs_reason);
    html! {
        <>
            <Flash />
            <p class="no-print">
                if let Some(session) = &props.session {
                    <RouteLink to={session.clone()}>{ t::BACK_TO_SESSION }</RouteLink>
                } else {
                    <RouteLink to={list.0} query={Some(list.1).filter(|list| !list.is_empty())}>{ t::BACK_TO_ALL }</RouteLink>
                }
            </p>
            <h2 class="decision-title" ref={heading} tabindex="-1">{ &project.title }</h2>
            <Context entry={entry.clone()} call={props.call.clone()} />
            { bars(&previews) }
            <form class="form form-grouped decision-form" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                if let Some(theirs) = entry.decision.as_ref().filter(|_| *met) {
                    <Notice tone={Tone::Warning} title={t::DECIDED_MEANWHILE}>{ decided(theirs) }</Notice>
                }
                <KeptDraft<Typed> {draft} form={form.clone()} etag={version} />
                <Radios at="/outcome" legend={t::OUTCOME} choices={outcomes} inline=true errors={form.errors()}
                    value={typed.outcome.map_or("", Outcome::as_str)}
                    onchange={form.edit(|typed: &mut Typed, outcome: String| typed.outcome = Outcome::parse(&outcome))} />
                <TextArea at="/reason" label={t::REASON} hint={t::REASON_HINT} optional={!needs_reason} rows=3 max={limits::COMMENT_MAX} errors={form.errors()}
                    value={typed.reason.clone()} oninput={form.edit(|typed: &mut Typed, text| typed.reason = text)} />
                if typed.grants() {
                    <Amounts form={form.clone()} />
                }
                if typed.outcome == Some(Outcome::SelectedWithReservations) {
                    <Reservations form={form.clone()} />
                }
                <Votes form={form.clone()} />
                { overruns(&previews) }
                <div class="button-row">
                    if props.session.is_some() {
                        <Button submit=true busy={form.busy()}>{ t::SAVE_SESSION }</Button>
                    } else if props.next.is_some() {
                        <Button submit=true busy={form.busy()}>{ t::SAVE_NEXT }</Button>
                        <Button look={Look::Secondary} busy={form.busy()} onclick={onback}>{ t::SAVE_DECISION }</Button>
                    } else {
                        <Button submit=true busy={form.busy()}>{ t::SAVE_DECISION }</Button>
                    }
                </div>
            </form>
        </>
    }
}

/// What the server refused, with what makes it understood: the numbers of the envelope as they are now.
async fn explained(
    error: &ApiError,
    call: &str,
    entry: &Entry,
    typed: &Typed,
    onenvelopes: &Callback<Vec<EnvelopeUse>>,
) -> Option<String> {
    if error.code() != Some(ErrorCode::EnvelopeExceeded) {
        return None;
    }
    let (_, envelopes) = board::decisions(call).await.ok()?.body;
    let over: Vec<String> = previews(entry.decision.as_ref(), &envelopes, typed)
        .iter()
        .filter(|preview| preview.is_over())
        .map(Preview::sentence)
        .collect();
    onenvelopes.emit(envelopes);
    (!over.is_empty()).then(|| over.join(" "))
}

fn bars(previews: &[Preview]) -> Html {
    html! {
        <section class="envelopes" aria-label={t::ENVELOPES}>
            { for previews.iter().map(|preview| html! {
                <MoneyBar key={preview.funder.id.to_string()} label={preview.funder.name.clone()} total={Money::cents(preview.envelope)}
                    used={Money::cents(preview.others)} pending={Money::cents(preview.wanted)} />
            }) }
        </section>
    }
}

/// What does not fit, before it is sent.
fn overruns(previews: &[Preview]) -> Html {
    let over: Vec<&Preview> = previews.iter().filter(|preview| preview.is_over()).collect();
    if over.is_empty() {
        return Html::default();
    }
    html! {
        <Notice tone={Tone::Warning} title={t::OVER_TITLE}>
            { for over.into_iter().map(|preview| html! { <p>{ preview.sentence() }</p> }) }
        </Notice>
    }
}
