//! Who is in the room.

use super::chair::Hand;
use crate::{
    api,
    components::{
        async_content::use_load,
        button::{Button, Look},
        form::{Choice, ErrorSummary, Select, TextField, use_form},
    },
    format,
    i18n::session as t,
    session::use_session,
};
use openapi::{
    Role,
    session::{Attendee, AttendeeInput, Member, Session},
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Attendance`].
#[derive(Properties, PartialEq)]
pub struct AttendanceProps {
    pub session: Rc<Session>,
    pub chair: Hand,
    /// Id of the call.
    pub call: String,
}

/// Those who came, those who are missing, and the buttons to say so.
#[component]
pub fn Attendance(props: &AttendanceProps) -> Html {
    let AttendanceProps { session, chair, call } = props;
    let person = use_session();
    let me = person.me().map(|me| me.id.clone());
    let there = |member: &Member| {
        let same = |one: &Attendee| one.person.as_ref().is_some_and(|person| person.id == member.person.id);
        session.attendance.iter().any(|one| one.left_at.is_none() && same(one))
    };
    let missing: Vec<&Member> = session.members.iter().filter(|member| !there(member)).collect();
    let own = |id: &openapi::Id| me.as_ref() == Some(id);
    html! {
        <section class="section" aria-labelledby="presence">
            <h2 id="presence">{ t::ATTENDANCE }</h2>
            if session.attendance.is_empty() { <p class="soft">{ t::NOBODY_THERE }</p> }
            <ul class="session-people">
                { for session.attendance.iter().map(|one| {
                    let mine = one.person.as_ref().is_some_and(|person| own(&person.id));
                    let leave = {
                        let (chair, call, line) = (chair.clone(), call.clone(), one.id.to_string());
                        Callback::from(move |_: MouseEvent| {
                            let (call, line) = (call.clone(), line.clone());
                            chair.run(async move { api::session::leave(&call, &line).await });
                        })
                    };
                    html! {
                        <li key={one.id.to_string()}>
                            { name(&one.name, one.institution.as_ref().map(|partner| partner.name.as_str())) }
                            <span class="soft">{ hours(one) }</span>
                            if one.left_at.is_none() && !session.published && (mine || session.chair) {
                                <Button look={Look::Quiet} small=true busy={chair.is_busy()} onclick={leave}>
                                    { if mine { t::I_LEAVE } else { t::LEAVES } }<span class="visually-hidden">{ format!(" {}", one.name) }</span>
                                </Button>
                            }
                        </li>
                    }
                }) }
            </ul>
            if !missing.is_empty() && !session.published {
                <h3>{ t::MISSING }</h3>
                <ul class="session-people">
                    { for missing.into_iter().map(|member| {
                        let mine = own(&member.person.id);
                        let arrive = {
                            let (chair, call) = (chair.clone(), call.clone());
                            let input = AttendeeInput { person: (!mine).then(|| member.person.id.as_str().into()), ..AttendeeInput::default() };
                            Callback::from(move |_: MouseEvent| {
                                let (call, input) = (call.clone(), input.clone());
                                chair.run(async move { api::session::arrive(&call, &input).await });
                            })
                        };
                        html! {
                            <li key={member.person.id.to_string()}>
                                { name(&member.person.name, member.institution.as_ref().map(|partner| partner.name.as_str())) }
                                if mine || session.chair {
                                    <Button look={Look::Secondary} small=true busy={chair.is_busy()} onclick={arrive}>
                                        { if mine { t::I_AM_HERE } else { t::IS_HERE } }<span class="visually-hidden">{ format!(" {}", member.person.name) }</span>
                                    </Button>
                                }
                            </li>
                        }
                    }) }
                </ul>
            }
            if session.chair && !session.published && person.has(Role::Coordinator) {
                <details class="no-print">
                    <summary>{ t::SOMEBODY_ELSE }</summary>
                    <Guest call={call.clone()} />
                </details>
            }
        </section>
    }
}

fn name(name: &str, institution: Option<&str>) -> Html {
    html! {
        <span>
            <span class="strong">{ name }</span>
            if let Some(institution) = institution { { format!(" · {institution}") } }
        </span>
    }
}

fn hours(one: &Attendee) -> String {
    match one.left_at {
        Some(left) => t::from_to(&format::hour(one.arrived_at), &format::hour(left)),
        None => t::since(&format::hour(one.arrived_at)),
    }
}

#[derive(Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
struct Typed {
    name: String,
    institution: String,
}

#[derive(Properties, PartialEq)]
struct GuestProps {
    call: String,
}

/// Somebody without an account: a guest, or who stands in for a member.
#[component]
fn Guest(props: &GuestProps) -> Html {
    let form = use_form(Typed::default);
    let carriers = use_load((), |()| api::partners::carriers(None));
    let choices: Vec<Choice> = carriers
        .value()
        .map(|page| page.items.iter().map(|one| Choice::new(one.id.to_string(), one.name.clone())).collect())
        .unwrap_or_default();
    let onsubmit = {
        let (form, call) = (form.clone(), props.call.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Typed { name, institution } = form.value().clone();
            let institution = (!institution.is_empty()).then(|| institution.as_str().into());
            let (call, input) = (call.clone(), AttendeeInput { person: None, name: Some(name), institution });
            // Others come and go meanwhile: only the own success empties the form.
            let emptied = form.clone();
            form.send(async move { api::session::arrive(&call, &input).await }, move |_| {
                emptied.saved(Some(Typed::default()));
            });
        })
    };
    html! {
        <form class="form" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            <TextField at="/name" label={t::NAME} errors={form.errors()} value={form.value().name.clone()}
                oninput={form.edit(|typed: &mut Typed, text| typed.name = text)} />
            <Select at="/institution" label={t::SITS_FOR} hint={t::SITS_FOR_HINT} optional=true {choices} errors={form.errors()}
                value={form.value().institution.clone()} onchange={form.edit(|typed: &mut Typed, id| typed.institution = id)} empty={t::NO_INSTITUTION} />
            <Button submit=true look={Look::Secondary} busy={form.busy()}>{ t::ADD_PERSON }</Button>
        </form>
    }
}
