//! The profile of one's organisation: written once, used by every fiche.

use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        button::Button,
        edit::use_edit,
        form::ErrorSummary,
        link::RouteLink,
        notice::{Notice, Tone},
        page::Page,
        unsaved::use_unsaved_guard,
    },
    i18n::{common, fiche as f, fiche_form as t},
    pages::manage::partners::profile_fields,
    routes::Route,
    session::use_session,
};
use openapi::{
    PartnerRole, Role,
    advice::profile_gaps,
    partner::{Partner, PartnerInput, PartnerRef},
};
use std::rc::Rc;
use yew::prelude::*;

/// The person's organisations; the only one opens at once.
#[component]
pub fn Organisations() -> Html {
    let session = use_session();
    let mut organisations: Vec<PartnerRef> = Vec::new();
    for membership in session.memberships().iter().filter(|membership| membership.role == Role::Partner) {
        if let Some(partner) =
            membership.partner.clone().filter(|new| organisations.iter().all(|one| one.id != new.id))
        {
            organisations.push(partner);
        }
    }
    match organisations.as_slice() {
        [only] => html! { <Organisation id={only.id.to_string()} /> },
        [] => html! {
            <Page title={t::PROFILE}>
                <Empty title={f::NO_ORGANISATION}><p>{ f::NO_ORGANISATION_HINT }</p></Empty>
            </Page>
        },
        several => html! {
            <Page title={t::PROFILES} lead={t::PROFILE_LEAD}>
                <ul class="plain-list">
                    { for several.iter().map(|partner| html! {
                        <li key={partner.id.to_string()}>
                            <RouteLink to={Route::Organisation { id: partner.id.to_string() }}>{ &partner.name }</RouteLink>
                        </li>
                    }) }
                </ul>
            </Page>
        },
    }
}

/// Properties of [`Organisation`].
#[derive(Properties, PartialEq)]
pub struct OrganisationProps {
    pub id: String,
}

/// The profile of an organisation, for its people: owners write it.
#[component]
pub fn Organisation(props: &OrganisationProps) -> Html {
    let session = use_session();
    let partner = use_load(props.id.clone(), |id| async move { api::partners::read(&id).await });
    let owner = session.memberships().iter().any(|membership| {
        membership.partner_role == Some(PartnerRole::Owner)
            && membership.partner.as_ref().is_some_and(|own| own.id.as_str() == props.id)
    });
    let etag = partner.etag();
    let name = partner.value().map_or_else(|| t::PROFILE.to_owned(), |partner| partner.name.clone());
    html! {
        <Page title={name} over={html! { <p class="over">{ t::PROFILE }</p> }} lead={t::PROFILE_LEAD}>
            { partner.view(Skeleton::Lines(10), |read| {
                if owner {
                    html! { <ProfileForm key={read.id.to_string()} partner={Rc::clone(read)} {etag} /> }
                } else {
                    html! {
                        <Empty title={t::PROFILE_READ_ONLY}>
                            <p><RouteLink to={Route::Partner { id: read.id.to_string() }}>{ &read.name }</RouteLink></p>
                        </Empty>
                    }
                }
            }) }
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct ProfileFormProps {
    partner: Rc<Partner>,
    etag: Option<AttrValue>,
}

#[component]
fn ProfileForm(props: &ProfileFormProps) -> Html {
    let edit = use_edit(|| PartnerInput::from(&*props.partner), props.etag.as_ref().map(ToString::to_string));
    let current = use_state(|| Rc::clone(&props.partner));
    let saved = use_state(|| false);
    let form = edit.form.clone();
    use_unsaved_guard(form.dirty());
    let onsubmit = {
        let (edit, current, saved) = (edit.clone(), current.clone(), saved.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            saved.set(false);
            if !edit.form.check() {
                return;
            }
            let id = current.id.to_string();
            let again = {
                let id = id.clone();
                move || async move {
                    let answer = api::partners::read(&id).await?;
                    Ok(api::Answer { body: PartnerInput::from(&answer.body), etag: answer.etag })
                }
            };
            let (done, current, saved) = (edit.clone(), current.clone(), saved.clone());
            edit.send(
                move |changes, etag| async move { api::partners::update(&id, &changes, etag.as_deref()).await },
                again,
                move |answer: api::Answer<Partner>| {
                    done.rest_on(PartnerInput::from(&answer.body), answer.etag);
                    current.set(Rc::new(answer.body));
                    saved.set(true);
                },
            );
        })
    };
    let gaps = profile_gaps(&current).into_iter().map(t::profile_field).collect::<Vec<_>>().join(", ");
    html! {
        <form class="form" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            { edit.notice() }
            if *saved && !form.dirty() {
                <Notice tone={Tone::Success}><p>{ t::PROFILE_SAVED }</p></Notice>
            }
            if !gaps.is_empty() {
                <Notice tone={Tone::Info} title={t::PROFILE_INCOMPLETE}><p>{ t::profile_lacks(&current.name, &gaps) }</p></Notice>
            }
            { profile_fields(&form) }
            <Button submit=true busy={form.busy()}>{ common::SAVE }</Button>
        </form>
    }
}
