//! Who may read or write a fiche: invited, changed, removed, put in charge.

use crate::{
    api::{self, ApiError},
    components::{
        async_content::{Skeleton, use_load},
        badge::{Badge, BadgeTone},
        button::{Button, Look},
        dialog::Confirm,
        form::{Choice, ErrorSummary, Select, TextField, use_form},
        invite_link::LinkToSend,
        notice::{Notice, Tone},
        table::{Column, Row, Table},
    },
    i18n::fiche_together as t,
    session::use_session,
};
use openapi::{
    PartnerRole,
    project::{AccessBy, Collaborator, CollaboratorInput, CollaboratorRole, Project, TransferInput},
};
use std::rc::Rc;
use yew::{platform::spawn_local, prelude::*};

/// Properties of [`People`].
#[derive(Properties, PartialEq)]
pub struct PeopleProps {
    pub project: Rc<Project>,
    /// What the reader may do changed: the project has to be read again.
    pub onchange: Callback<()>,
}

/// What waits for a yes.
#[derive(Debug, Clone, PartialEq)]
enum Asking {
    Remove(Collaborator),
    HandOver(Collaborator),
}

/// The name of a person, or the address of one who has not come yet.
fn who(person: &Collaborator) -> String {
    let name = person.person.as_ref().map(|found| found.name.clone());
    name.or_else(|| person.email.clone()).unwrap_or_default()
}

/// The people of a fiche. Whoever decides on it invites, changes and removes; others read, and can leave.
#[component]
pub fn People(props: &PeopleProps) -> Html {
    let id = props.project.id.to_string();
    let me = use_session().me().map(|me| me.id.clone());
    let manages = props.project.access.is_some_and(|access| access.manage);
    let people = use_load(id.clone(), |id| async move { api::projects::people(&id).await });
    let asking = use_state(|| None::<Asking>);
    let failed = use_state(|| None::<ApiError>);
    let busy = use_state(|| false);

    let reload = {
        let (people, onchange) = (people.clone(), props.onchange.clone());
        Callback::from(move |()| {
            people.reload();
            onchange.emit(());
        })
    };
    // One way for every change: whatever came of it, the list is read again.
    let done = {
        let (asking, failed, busy, reload) = (asking.clone(), failed.clone(), busy.clone(), reload.clone());
        Callback::from(move |outcome: Result<(), ApiError>| {
            busy.set(false);
            asking.set(None);
            failed.set(outcome.err());
            reload.emit(());
        })
    };
    let change = {
        let (id, done) = (id.clone(), done.clone());
        Callback::from(move |(person, role): (Collaborator, PartnerRole)| {
            let (id, done) = (id.clone(), done.clone());
            spawn_local(async move {
                let input = CollaboratorRole { role };
                done.emit(api::projects::change_access(&id, &person, &input).await.map(drop));
            });
        })
    };
    let confirm = {
        let (id, done, asking, busy) = (id.clone(), done.clone(), asking.clone(), busy.clone());
        Callback::from(move |()| {
            let Some(asked) = (*asking).clone() else { return };
            busy.set(true);
            let (id, done) = (id.clone(), done.clone());
            spawn_local(async move {
                let outcome = match asked {
                    Asking::Remove(person) => api::projects::unshare(&id, &person).await.map(drop),
                    Asking::HandOver(person) => match person.person {
                        Some(person) => {
                            let input = TransferInput { person: person.id };
                            api::projects::hand_over(&id, &input).await.map(drop)
                        }
                        None => Ok(()),
                    },
                };
                done.emit(outcome);
            });
        })
    };
    let cancel = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(None))
    };

    let row = |person: &Collaborator| {
        let own = me.is_some() && person.person.as_ref().map(|found| &found.id) == me.as_ref();
        let invited = person.by == AccessBy::Invitation;
        let name = html! {
            <>
                { who(person) }
                <span class="fiche-meta">
                    if person.in_charge { <Badge tone={BadgeTone::Active} label={t::IN_CHARGE} /> }
                    else if !invited { { t::OF_ORGANISATION } }
                    else if !person.accepted { { t::WAITING } }
                </span>
            </>
        };
        let right = if invited && manages && !person.in_charge {
            let onchange = {
                let (change, person) = (change.clone(), person.clone());
                Callback::from(move |name: String| {
                    if let Some(role) = PartnerRole::parse(&name).filter(|role| *role != person.role) {
                        change.emit((person.clone(), role));
                    }
                })
            };
            let choices = rights();
            let label = format!("{} : {}", t::RIGHT, who(person));
            html! { <Select at={format!("/droit/{}", person.id)} {label} value={person.role.as_str()} {choices} {onchange} /> }
        } else {
            html! { { t::right(person.role) } }
        };
        let ask = |asked: Asking| {
            let asking = asking.clone();
            Callback::from(move |_: MouseEvent| asking.set(Some(asked.clone())))
        };
        let can_get = manages && person.accepted && !person.in_charge && person.role.can_edit();
        let can_go = invited && !person.in_charge && (manages || own);
        // A card leaves out what says nothing.
        let actions = if !can_get && !can_go {
            Html::default()
        } else {
            html! {
                <div class="button-row">
                    if can_get {
                        <Button look={Look::Quiet} small=true onclick={ask(Asking::HandOver(person.clone()))}>
                            { t::HAND_OVER }<span class="visually-hidden">{ " " }{ who(person) }</span>
                        </Button>
                    }
                    if can_go {
                        <Button look={Look::Quiet} small=true onclick={ask(Asking::Remove(person.clone()))}>
                            { if own { t::LEAVE } else { t::REMOVE } }<span class="visually-hidden">{ " " }{ who(person) }</span>
                        </Button>
                    }
                </div>
            }
        };
        Row { key: person.id.to_string(), cells: vec![name, right, actions] }
    };
    let columns = vec![Column::text(t::NAME), Column::text(t::RIGHT), Column::text(t::ACTIONS)];
    html! {
        <section class="people" aria-labelledby="personnes">
            <h2 id="personnes">{ t::PEOPLE }</h2>
            <p class="soft">{ t::PEOPLE_LEAD }</p>
            if let Some(error) = &*failed {
                <Notice tone={Tone::Error}><p>{ error.message() }</p></Notice>
            }
            { people.view(Skeleton::Rows(2), |page| {
                let rows = page.items.iter().map(row).collect::<Vec<_>>();
                html! { <Table caption={t::PEOPLE} caption_hidden=true columns={columns.clone()} {rows} /> }
            }) }
            if manages { <Invite {id} oninvited={reload} /> }
            {
                match &*asking {
                    Some(Asking::Remove(person)) => html! {
                        <Confirm title={t::REMOVE_TITLE} action={t::REMOVE} danger=true busy={*busy} onconfirm={confirm} oncancel={cancel}>
                            <p>{ t::remove_text(&who(person)) }</p>
                        </Confirm>
                    },
                    Some(Asking::HandOver(person)) => html! {
                        <Confirm title={t::HAND_OVER_TITLE} action={t::HAND_OVER} busy={*busy} onconfirm={confirm} oncancel={cancel}>
                            <p>{ t::hand_over_text(&who(person)) }</p>
                        </Confirm>
                    },
                    None => Html::default(),
                }
            }
        </section>
    }
}

fn rights() -> Vec<Choice> {
    let offered = [PartnerRole::Editor, PartnerRole::Reader];
    offered.map(|role| Choice::new(role.as_str(), t::right(role))).to_vec()
}

#[derive(Properties, PartialEq)]
struct InviteProps {
    id: String,
    oninvited: Callback<()>,
}

/// Address and right; then the link to send.
#[component]
fn Invite(props: &InviteProps) -> Html {
    let invited = use_state(|| None::<Collaborator>);
    let form = use_form(|| CollaboratorInput { email: String::new(), role: PartnerRole::Editor });
    let onsubmit = {
        let (form, invited, id, oninvited) =
            (form.clone(), invited.clone(), props.id.clone(), props.oninvited.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (input, id, cleared) = (form.value().clone(), id.clone(), form.clone());
            let (invited, oninvited) = (invited.clone(), oninvited.clone());
            form.send(async move { api::projects::share(&id, &input).await }, move |answer| {
                cleared.change(|input| input.email.clear());
                invited.set(Some(answer.body));
                oninvited.emit(());
            });
        })
    };
    let value = form.value();
    html! {
        <>
            if let Some(person) = &*invited {
                <Notice tone={Tone::Success} title={t::LINK_TITLE}>
                    <p>{ person.email.clone() }</p>
                    <LinkToSend token={person.token.clone().unwrap_or_default()} />
                    <p>{ t::LINK_ONCE }</p>
                </Notice>
            }
            <form class="form" novalidate=true {onsubmit}>
                <h3>{ t::INVITE }</h3>
                <p class="soft">{ t::INVITE_HINT }</p>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <TextField at="/email" label={t::EMAIL} kind="email" autocomplete="off" errors={form.errors()} value={value.email.clone()}
                    oninput={form.edit(|input: &mut CollaboratorInput, text| input.email = text)} />
                <Select at="/role" label={t::RIGHT} value={value.role.as_str()} choices={rights()} errors={form.errors()}
                    onchange={form.edit(|input: &mut CollaboratorInput, name: String| {
                        if let Some(role) = PartnerRole::parse(&name) {
                            input.role = role;
                        }
                    })} />
                <Button submit=true look={Look::Secondary} busy={form.busy()}>{ t::SEND }</Button>
            </form>
        </>
    }
}
