//! Starts a fiche in the call of `?appel=`.

use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        button::{Button, Look},
        form::{Choice, ErrorSummary, Radios, TextField, use_form},
        link::{RouteLink, go, query_string},
        page::Page,
        url_query::use_url_query,
    },
    i18n::{fiche as t, nav, project as p, reuse as r},
    routes::Route,
    session::use_session,
};
use openapi::{
    FieldError, Reference, Role,
    call::{Call, CallFilter},
    limits,
    partner::PartnerRef,
    project::ProjectInput,
};
use yew::prelude::*;
use yew_router::hooks::use_navigator;

/// Starts a fiche in the call of `?appel=`.
#[component]
pub fn FicheNew() -> Html {
    let session = use_session();
    let query = use_url_query();
    let calls = use_load((), |()| async move {
        let filter = CallFilter { status: Some("open".into()), programme: None };
        api::calls::list(&filter, None).await
    });
    let organisations: Vec<PartnerRef> = session
        .memberships()
        .iter()
        .filter(|membership| {
            membership.role == Role::Partner && membership.partner_role.is_some_and(|role| role.can_edit())
        })
        .filter_map(|membership| membership.partner.clone())
        .collect();
    let no_call = html! {
        <Empty title={t::NO_OPEN_CALL}>
            <p>{ t::NO_OPEN_CALL_HINT }</p>
            <p><RouteLink to={Route::Calls}>{ t::SEE_CALLS }</RouteLink></p>
        </Empty>
    };
    let body = if organisations.is_empty() {
        html! {
            <Empty title={t::NO_ORGANISATION}>
                <p>{ t::NO_ORGANISATION_HINT }</p>
                <p><RouteLink to={Route::Contact}>{ nav::CONTACT }</RouteLink></p>
            </Empty>
        }
    } else {
        calls.view_list(Skeleton::Lines(5), no_call, |page| {
            let wanted = query.text("appel");
            let query = query_string([("appel", wanted.as_deref().unwrap_or_default())]);
            html! {
                <>
                    <NewForm calls={page.items.clone()} {organisations} {wanted} />
                    <section class="panel reuse-offer" aria-labelledby="reprendre">
                        <h2 id="reprendre">{ r::OFFER_TITLE }</h2>
                        <p>{ r::OFFER }</p>
                        <p><RouteLink to={Route::FicheReuse} query={Some(AttrValue::from(query)).filter(|query| !query.is_empty())}>{ r::LINK }</RouteLink></p>
                    </section>
                </>
            }
        })
    };
    html! {
        <Page title={t::NEW} crumbs={vec![(Route::Fiches, nav::FICHES.into())]} lead={t::NEW_LEAD}>{ body }</Page>
    }
}

#[derive(Properties, PartialEq)]
struct NewFormProps {
    calls: Vec<Call>,
    organisations: Vec<PartnerRef>,
    /// Id or slug of the call in the address.
    wanted: Option<String>,
}

#[component]
fn NewForm(props: &NewFormProps) -> Html {
    let navigator = use_navigator();
    let found = props.wanted.as_ref().and_then(|wanted| {
        props.calls.iter().find(|call| call.slug == *wanted || call.id.as_str() == wanted)
    });
    let only = |count: usize| count == 1;
    let form = use_form(|| {
        let call = found
            .or_else(|| props.calls.first().filter(|_| only(props.calls.len()) && props.wanted.is_none()));
        let organisation = props.organisations.first().filter(|_| only(props.organisations.len()));
        ProjectInput {
            call: call.map(|call| Reference::from(call.id.to_string())),
            partner: organisation.map(|organisation| Reference::from(organisation.id.to_string())),
            ..ProjectInput::default()
        }
    });
    // One key for one intent: trying again after a lost answer cannot make two fiches.
    let key = use_memo(form.value().clone(), |_| api::random_uuid());

    let onsubmit = {
        let (form, key) = (form.clone(), key.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let needed = |there: bool, pointer: &str, message: &str| {
                (!there).then(|| FieldError {
                    pointer: pointer.into(),
                    code: "required".into(),
                    message: message.into(),
                })
            };
            let missing = [
                needed(form.value().call.is_some(), "/call", t::CALL_MISSING),
                needed(form.value().partner.is_some(), "/partner", t::ORGANISATION_MISSING),
            ];
            if !form.accept(missing.into_iter().flatten().collect()) || !form.check() {
                return;
            }
            let (input, key, navigator) = (form.value().clone(), key.clone(), navigator.clone());
            form.send(async move { api::projects::create(&input, &key).await }, move |answer| {
                if let Some(navigator) = navigator {
                    go(&navigator, &Route::FicheEdit { id: answer.body.id.to_string() }, None);
                }
            });
        })
    };
    let chosen = |reference: &Option<Reference>| {
        reference.as_ref().map(|reference| reference.as_str().to_owned()).unwrap_or_default()
    };
    let calls = props
        .calls
        .iter()
        .map(|call| Choice::new(call.id.to_string(), call.title.clone()).hint(p::until_date(call.closes_on)));
    let organisations = props
        .organisations
        .iter()
        .map(|organisation| Choice::new(organisation.id.to_string(), organisation.name.clone()));
    html! {
        <form class="form" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            if props.wanted.is_some() && found.is_none() {
                <p class="strong">{ t::CALL_NOT_OPEN }</p>
            }
            if let Some(call) = found.or(match props.calls.as_slice() { [only] if props.wanted.is_none() => Some(only), _ => None }) {
                <dl class="facts"><dt>{ t::CALL }</dt><dd>{ &call.title }{ " – " }{ p::until_date(call.closes_on) }</dd></dl>
            } else {
                <Radios at="/call" legend={t::CHOOSE_CALL} choices={calls.collect::<Vec<_>>()} value={chosen(&form.value().call)} errors={form.errors()}
                    onchange={form.edit(|input: &mut ProjectInput, id: String| input.call = Some(Reference::from(id)))} />
            }
            if let [organisation] = props.organisations.as_slice() {
                <dl class="facts"><dt>{ t::ORGANISATION }</dt><dd>{ &organisation.name }</dd></dl>
            } else {
                <Radios at="/partner" legend={t::CHOOSE_ORGANISATION} choices={organisations.collect::<Vec<_>>()} value={chosen(&form.value().partner)}
                    errors={form.errors()}
                    onchange={form.edit(|input: &mut ProjectInput, id: String| input.partner = Some(Reference::from(id)))} />
            }
            <TextField at="/title" label={t::TITLE} hint={t::TITLE_HINT} max={limits::TITLE_MAX} optional=true errors={form.errors()}
                value={form.value().title.clone()} oninput={form.edit(|input: &mut ProjectInput, text| input.title = text)} />
            <div class="button-row">
                <Button submit=true busy={form.busy()}>{ t::START }</Button>
                <RouteLink to={Route::Fiches} class={Look::Quiet.class()}>{ nav::FICHES }</RouteLink>
            </div>
        </form>
    }
}
