//! The own account: name, roles, sessions.

use super::{password::ChangePassword, sessions::Sessions};
use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        button::Button,
        followed::Followed,
        form::{ErrorSummary, TextField, use_form},
        link::RouteLink,
        notice::{Notice, Tone},
        page::Page,
        table::{Column, Row, Table},
    },
    i18n::{account as t, common, fiche_form as w},
    routes::Route,
    session::use_session,
};
use openapi::{
    Role,
    account::{Me, MeInput, Membership},
};
use std::rc::Rc;
use yew::prelude::*;

/// The account of the person who is logged in.
#[component]
pub fn Profile() -> Html {
    let me = use_load((), |()| api::account::me());
    let etag = me.etag();
    let onsaved = {
        let me = me.clone();
        Callback::from(move |answer| me.set(answer))
    };
    // A new password ends the other sessions: their list is read again.
    let round = use_state(|| 0_u32);
    let reread = {
        let round = round.clone();
        Callback::from(move |()| round.set(round.wrapping_add(1)))
    };
    html! {
        <Page title={t::PROFILE_TITLE}>
            { me.view(Skeleton::Lines(6), |me| html! {
                <>
                    <section>
                        <h2>{ t::MY_DATA }</h2>
                        <NameForm me={Rc::clone(me)} {etag} {onsaved} />
                    </section>
                    <section class="section">
                        <h2>{ t::MEMBERSHIPS }</h2>
                        { memberships(&me.memberships) }
                        { for me.memberships.iter().filter(|one| one.role.scores()).map(|one| html! {
                            <Followed key={one.id.to_string()} membership={one.clone()} own=true />
                        }) }
                        if me.memberships.iter().any(|membership| membership.role == Role::Partner) {
                            <p><RouteLink to={Route::Organisations}>{ w::PROFILE }</RouteLink></p>
                        }
                    </section>
                </>
            }) }
            <ChangePassword onchanged={reread} />
            <Sessions key={*round} />
        </Page>
    }
}

#[derive(Properties, PartialEq)]
struct NameFormProps {
    me: Rc<Me>,
    etag: Option<AttrValue>,
    onsaved: Callback<api::Answer<Me>>,
}

#[component]
fn NameForm(props: &NameFormProps) -> Html {
    let session = use_session();
    let form = use_form(|| MeInput { name: props.me.name.clone() });
    let saved = use_state(|| false);
    let onsubmit = {
        let (form, saved, etag, onsaved) =
            (form.clone(), saved.clone(), props.etag.clone(), props.onsaved.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            saved.set(false);
            if !form.check() {
                return;
            }
            let (input, etag) = (form.value().clone(), etag.clone());
            let (session, saved, onsaved) = (session.clone(), saved.clone(), onsaved.clone());
            form.send(async move { api::account::update_me(&input, etag.as_deref()).await }, move |answer| {
                session.update(answer.body.clone());
                onsaved.emit(answer);
                saved.set(true);
            });
        })
    };
    html! {
        <form class="form" novalidate=true {onsubmit}>
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            if *saved && !form.dirty() {
                <Notice tone={Tone::Success}><p>{ t::SAVED }</p></Notice>
            }
            <TextField
                at="/email" label={t::EMAIL} hint={t::EMAIL_FIXED} readonly=true autocomplete="username"
                value={props.me.email.clone()} oninput={Callback::noop()}
            />
            <TextField
                at="/name" label={t::NAME} autocomplete="name" errors={form.errors()} value={form.value().name.clone()}
                oninput={form.edit(|form: &mut MeInput, text| form.name = text)}
            />
            <Button submit=true busy={form.busy()}>{ t::SAVE_NAME }</Button>
        </form>
    }
}

fn memberships(memberships: &[Membership]) -> Html {
    if memberships.is_empty() {
        return html! { <Empty title={t::MEMBERSHIPS_EMPTY}><p>{ t::MEMBERSHIPS_EMPTY_TEXT }</p></Empty> };
    }
    let columns = vec![Column::text(t::ROLE), Column::text(t::ORGANISATION), Column::text(t::PROGRAMME)];
    let rows: Vec<Row> = memberships
        .iter()
        .map(|membership| {
            let role = match membership.partner_role {
                Some(partner_role) => format!("{} ({})", membership.role.label_fr(), partner_role.label_fr()),
                None => membership.role.label_fr().to_owned(),
            };
            let organisation =
                membership.partner.as_ref().map_or(common::NOTHING, |partner| partner.name.as_str());
            let programme =
                membership.programme.as_ref().map_or(t::EVERYWHERE, |programme| programme.name.as_str());
            Row {
                key: membership.id.to_string(),
                cells: vec![html! { { role } }, html! { { organisation } }, html! { { programme } }],
            }
        })
        .collect();
    html! { <Table caption={t::MEMBERSHIPS} caption_hidden=true {columns} {rows} /> }
}
