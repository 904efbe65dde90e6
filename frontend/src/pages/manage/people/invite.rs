//! Inviting a person.

use super::{
    invite_link::InviteLink,
    seat::{Seat, SeatFields},
};
use crate::{
    api,
    components::{
        button::{Button, Look},
        form::{ErrorSummary, TextField, use_form},
        link::RouteLink,
        page::Page,
    },
    i18n::{common, nav, people as t},
    pages::manage::managed::use_managed,
    routes::Route,
    session::use_session,
};
use openapi::{
    Reference, Role,
    account::{Invitation, InvitationInput},
};
use yew::prelude::*;

/// Properties of [`InvitePage`].
#[derive(Properties, PartialEq)]
pub struct InvitePageProps {
    /// An address to start with.
    pub email: String,
}

/// The form that invites, then the link to send.
#[component]
pub fn InvitePage(props: &InvitePageProps) -> Html {
    let managed = use_managed();
    html! {
        <Page title={t::INVITE} lead={t::INVITE_LEAD} crumbs={vec![(Route::ManagePeople, nav::MANAGE_PEOPLE.into())]}>
            if let Some(managed) = managed {
                <Invite programme={managed.slug.clone()} email={props.email.clone()} role={Role::Partner} choose=true />
            }
        </Page>
    }
}

/// Properties of [`Invite`].
#[derive(Properties, PartialEq)]
pub struct InviteProps {
    /// Slug of the programme.
    pub programme: String,
    #[prop_or_default]
    pub email: String,
    /// The role to start with.
    pub role: Role,
    /// Another role can be chosen.
    #[prop_or_default]
    pub choose: bool,
    #[prop_or_default]
    pub oninvited: Callback<Invitation>,
}

/// Address and seat; the link, once the invitation exists.
#[component]
pub fn Invite(props: &InviteProps) -> Html {
    let admin = use_session().has(Role::Admin);
    let invited = use_state(|| None::<Invitation>);
    let form = use_form(|| {
        let seat = Seat::of(props.role);
        InvitationInput {
            email: props.email.clone(),
            role: seat.role,
            programme: Some(Reference::from(props.programme.clone())),
            partner: None,
            partner_role: seat.partner_role,
        }
    });
    let onsubmit = {
        let (form, invited, oninvited) = (form.clone(), invited.clone(), props.oninvited.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (input, invited, oninvited) = (form.value().clone(), invited.clone(), oninvited.clone());
            form.send(async move { api::account::invite(&input).await }, move |answer| {
                oninvited.emit(answer.body.clone());
                invited.set(Some(answer.body));
            });
        })
    };
    if let Some(invitation) = &*invited {
        let again = {
            let (form, invited) = (form.clone(), invited.clone());
            Callback::from(move |_: MouseEvent| {
                form.change(|input| input.email.clear());
                invited.set(None);
            })
        };
        return html! {
            <>
                <InviteLink invitation={invitation.clone()} />
                <div class="button-row">
                    <Button look={Look::Secondary} onclick={again}>{ t::INVITE_ANOTHER }</Button>
                    if props.choose { <RouteLink to={Route::ManagePeople}>{ t::BACK }</RouteLink> }
                </div>
            </>
        };
    }
    let input = form.value();
    let seat = Seat {
        role: input.role,
        partner: input.partner.as_ref().map(|partner| partner.as_str().to_owned()),
        partner_role: input.partner_role,
    };
    let programme = props.programme.clone();
    let onseat = form.edit(move |input: &mut InvitationInput, seat: Seat| {
        input.role = seat.role;
        // `admin` is instance-wide.
        input.programme = (seat.role != Role::Admin).then(|| Reference::from(programme.clone()));
        input.partner = seat.partner.map(Reference::from);
        input.partner_role = seat.partner_role;
    });
    html! {
        <form class="form" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            <TextField at="/email" label={t::EMAIL} kind="email" autocomplete="off" errors={form.errors()} value={input.email.clone()}
                oninput={form.edit(|input: &mut InvitationInput, text: String| input.email = text.trim().to_owned())} />
            if props.choose {
                <SeatFields {seat} onchange={onseat} errors={form.errors()} {admin} />
            }
            <div class="button-row">
                <Button submit=true busy={form.busy()}>{ t::CREATE_LINK }</Button>
                if props.choose {
                    <RouteLink to={Route::ManagePeople} class={Look::Quiet.class()}>{ common::CANCEL }</RouteLink>
                }
            </div>
        </form>
    }
}
