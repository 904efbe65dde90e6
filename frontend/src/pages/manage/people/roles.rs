//! The roles of an account: taking one away, adding one.

use super::seat::{Seat, SeatFields, of_membership};
use crate::{
    api,
    components::{
        button::{Button, Look},
        dialog::Confirm,
        followed::Followed,
        form::{ErrorSummary, use_form},
        icon::Icon,
        notice::{Notice, Tone},
    },
    i18n::people as t,
    pages::manage::managed::use_managed,
    session::use_session,
};
use openapi::{
    Reference, Role,
    account::{Membership, MembershipInput, User},
};
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`Roles`].
#[derive(Properties, PartialEq)]
pub struct RolesProps {
    pub user: User,
    /// A role was added or taken away: read the account again.
    pub onchanged: Callback<()>,
}

/// The roles, and the form that adds one.
#[component]
pub fn Roles(props: &RolesProps) -> Html {
    let session = use_session();
    let managed = use_managed();
    let admin = session.has(Role::Admin);
    let removing = use_state(|| None::<Membership>);
    let busy = use_state(|| false);
    let outcome = use_state(|| None::<Result<&'static str, String>>);
    // A coordinator takes and gives the roles of the own programme.
    let may_take = |seat: &Membership| {
        let within = seat.programme.as_ref().map(|programme| &programme.id);
        admin || (seat.role.given_by_coordinator() && within == managed.as_ref().map(|managed| &managed.id))
    };
    let onconfirm = {
        let (removing, busy, outcome) = (removing.clone(), busy.clone(), outcome.clone());
        let onchanged = props.onchanged.clone();
        Callback::from(move |()| {
            let Some(seat) = (*removing).clone().filter(|_| !*busy) else { return };
            busy.set(true);
            let (removing, busy, outcome) = (removing.clone(), busy.clone(), outcome.clone());
            let onchanged = onchanged.clone();
            spawn_local(async move {
                // A membership is given or not: it has no version to compare.
                let answer = api::account::remove_membership(seat.id.as_str(), Some("*")).await;
                busy.set(false);
                removing.set(None);
                outcome.set(Some(answer.map(|_| t::ROLE_REMOVED).map_err(|error| error.message())));
                onchanged.emit(());
            });
        })
    };
    let oncancel = {
        let removing = removing.clone();
        Callback::from(move |()| removing.set(None))
    };
    let onadded = {
        let (outcome, onchanged) = (outcome.clone(), props.onchanged.clone());
        Callback::from(move |()| {
            outcome.set(Some(Ok(t::ROLE_ADDED)));
            onchanged.emit(());
        })
    };
    html! {
        <>
            <section class="section" aria-labelledby="roles">
                <h2 id="roles">{ t::ROLES }</h2>
                { match &*outcome {
                    Some(Ok(sentence)) => html! { <Notice tone={Tone::Success}><p>{ *sentence }</p></Notice> },
                    Some(Err(sentence)) => html! { <Notice tone={Tone::Error}><p>{ sentence.clone() }</p></Notice> },
                    None => Html::default(),
                } }
                if props.user.memberships.is_empty() { <p>{ t::NO_ROLE }</p> }
                <ul class="choice-list">
                    { for props.user.memberships.iter().map(|seat| {
                        let (removing, taken) = (removing.clone(), seat.clone());
                        html! {
                            <li key={seat.id.to_string()}>
                                <span>
                                    { of_membership(seat) }
                                    if let Some(programme) = &seat.programme { <span class="row-comment">{ &programme.name }</span> }
                                </span>
                                if may_take(seat) {
                                    <Button look={Look::Quiet} small=true icon={Icon::Trash} onclick={move |_| removing.set(Some(taken.clone()))}>
                                        { t::REMOVE_ROLE }<span class="visually-hidden">{ "\u{a0}: " }{ of_membership(seat) }</span>
                                    </Button>
                                }
                            </li>
                        }
                    }) }
                </ul>
                { for props.user.memberships.iter().filter(|seat| seat.role.scores() && may_take(seat)).map(|seat| html! {
                    <Followed key={seat.id.to_string()} membership={seat.clone()} own=false />
                }) }
            </section>
            <section class="section panel" aria-labelledby="nouveau-role">
                <h2 id="nouveau-role">{ t::ADD_ROLE }</h2>
                // A new form after each role added.
                <AddRole key={props.user.memberships.len()} user={props.user.id.to_string()} {admin} {onadded} />
            </section>
            if let Some(seat) = &*removing {
                <Confirm title={t::REMOVE_ROLE_TITLE} action={t::REMOVE_ROLE} danger=true busy={*busy} {onconfirm} {oncancel}>
                    <p class="strong">{ of_membership(seat) }</p>
                    <p>{ t::REMOVE_ROLE_TEXT }</p>
                </Confirm>
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct AddRoleProps {
    user: String,
    admin: bool,
    onadded: Callback<()>,
}

#[component]
fn AddRole(props: &AddRoleProps) -> Html {
    let managed = use_managed();
    let form = use_form(|| MembershipInput {
        user: Reference::from(props.user.clone()),
        role: Role::Reviewer,
        programme: None,
        partner: None,
        partner_role: None,
    });
    let input = form.value();
    let seat = Seat {
        role: input.role,
        partner: input.partner.as_ref().map(|partner| partner.as_str().to_owned()),
        partner_role: input.partner_role,
    };
    let onseat = form.edit(|input: &mut MembershipInput, seat: Seat| {
        input.role = seat.role;
        input.partner = seat.partner.map(Reference::from);
        input.partner_role = seat.partner_role;
    });
    let onsubmit = {
        let (form, onadded) = (form.clone(), props.onadded.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (mut input, onadded) = (form.value().clone(), onadded.clone());
            // `admin` is instance-wide.
            let programme = managed.as_ref().filter(|_| input.role != Role::Admin);
            input.programme = programme.map(|programme| Reference::from(programme.slug.clone()));
            form.send(async move { api::account::add_membership(&input).await }, move |_| onadded.emit(()));
        })
    };
    html! {
        <form class="form" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            <SeatFields {seat} onchange={onseat} errors={form.errors()} admin={props.admin} />
            <Button submit=true look={Look::Secondary} busy={form.busy()}>{ t::ADD_ROLE }</Button>
        </form>
    }
}
