//! Invitations that were not accepted yet.

use super::{invite_link::InviteLink, seat::of_invitation};
use crate::{
    api::{self, every::every},
    components::{
        async_content::{Skeleton, use_load},
        badge::{Badge, BadgeTone},
        button::{Button, Look},
        dialog::Confirm,
        notice::{Notice, Tone},
        table::{Column, Row, Table},
    },
    format,
    i18n::people as t,
};
use openapi::account::Invitation;
use yew::{platform::spawn_local, prelude::*};

/// Who is invited, until when; a link sent in error can be made void.
#[component]
pub fn Invitations() -> Html {
    let loaded =
        use_load((), |()| every(|cursor| async move { api::account::invitations(cursor.as_deref()).await }));
    let voiding = use_state(|| None::<Invitation>);
    let busy = use_state(|| false);
    let refused = use_state(|| None::<String>);
    let onconfirm = {
        let (voiding, busy, refused, loaded) =
            (voiding.clone(), busy.clone(), refused.clone(), loaded.clone());
        Callback::from(move |()| {
            let Some(invitation) = (*voiding).clone().filter(|_| !*busy) else { return };
            busy.set(true);
            let (voiding, busy, refused, loaded) =
                (voiding.clone(), busy.clone(), refused.clone(), loaded.clone());
            spawn_local(async move {
                let etag = format!("\"{}\"", invitation.version);
                let answer = api::account::withdraw_invitation(invitation.id.as_str(), &etag).await;
                busy.set(false);
                voiding.set(None);
                refused.set(answer.err().map(|error| error.message()));
                loaded.reload();
            });
        })
    };
    let oncancel = {
        let voiding = voiding.clone();
        Callback::from(move |()| voiding.set(None))
    };
    let onvoid = {
        let voiding = voiding.clone();
        Callback::from(move |invitation| voiding.set(Some(invitation)))
    };
    let renewed = use_state(|| None::<Invitation>);
    let onresend = {
        let (renewed, refused, loaded, busy) =
            (renewed.clone(), refused.clone(), loaded.clone(), busy.clone());
        Callback::from(move |invitation: Invitation| {
            if *busy {
                return;
            }
            busy.set(true);
            let (renewed, refused, loaded, busy) =
                (renewed.clone(), refused.clone(), loaded.clone(), busy.clone());
            spawn_local(async move {
                let etag = format!("\"{}\"", invitation.version);
                let answer = api::account::resend_invitation(invitation.id.as_str(), &etag).await;
                busy.set(false);
                match answer {
                    Ok(answer) => {
                        refused.set(None);
                        renewed.set(Some(answer.body));
                    }
                    Err(error) => refused.set(Some(error.message())),
                }
                loaded.reload();
            });
        })
    };
    html! {
        <section class="section" aria-labelledby="invitations">
            <h2 id="invitations">{ t::INVITATIONS }</h2>
            if let Some(sentence) = &*refused {
                <Notice tone={Tone::Error}><p>{ sentence.clone() }</p></Notice>
            }
            if let Some(invitation) = &*renewed {
                <InviteLink invitation={invitation.clone()} />
            }
            { loaded.view(Skeleton::Rows(2), |page| {
                let waiting = page.items.iter().filter(|invitation| !invitation.accepted);
                let rows: Vec<Row> = waiting.map(|invitation| row(invitation, &onvoid, &onresend)).collect();
                if rows.is_empty() {
                    return html! { <p>{ t::NO_INVITATION }</p> };
                }
                let columns = vec![Column::text(t::EMAIL), Column::text(t::ROLE), Column::text(t::VALID_UNTIL), Column::text(t::LINK)];
                html! { <Table caption={t::INVITATIONS} caption_hidden=true {columns} {rows} /> }
            }) }
            if let Some(invitation) = &*voiding {
                <Confirm title={t::VOID_TITLE} action={t::VOID} danger=true busy={*busy} {onconfirm} {oncancel}>
                    <p class="strong">{ &invitation.email }</p>
                    <p>{ t::VOID_TEXT }</p>
                </Confirm>
            }
        </section>
    }
}

fn row(invitation: &Invitation, onvoid: &Callback<Invitation>, onresend: &Callback<Invitation>) -> Row {
    let until = if invitation.expires_at < chrono::Utc::now() {
        html! { <Badge tone={BadgeTone::Wait} label={t::EXPIRED} /> }
    } else {
        html! { { format::day(invitation.expires_at) } }
    };
    let hidden = html! { <span class="visually-hidden">{ "\u{a0}: " }{ &invitation.email }</span> };
    let (voided, again) = (invitation.clone(), invitation.clone());
    Row {
        key: invitation.id.to_string(),
        cells: vec![
            html! { { &invitation.email } },
            html! { { of_invitation(invitation) } },
            until,
            html! {
                <span class="row">
                    <Button look={Look::Secondary} small=true onclick={onresend.reform(move |_: MouseEvent| again.clone())}>{ t::RESEND }{ hidden.clone() }</Button>
                    <Button look={Look::Quiet} small=true onclick={onvoid.reform(move |_: MouseEvent| voided.clone())}>{ t::VOID }{ hidden }</Button>
                </span>
            },
        ],
    }
}
