//! The carriers sign, the coordinator publishes.

use super::{
    board,
    decisions::{decision_cell, voted},
    frame::{Frame, Framed, Tab},
    publish::Publish,
    ranking,
    sign::Sign,
};
use crate::{
    api::{self, Answer, ApiResult},
    components::{
        async_content::{Skeleton, use_load},
        badge::{Badge, BadgeTone},
        link::RouteLink,
        notice::{Notice, Tone},
        table::{Column, Row, Table},
    },
    format,
    i18n::{committee as t, common},
    routes::Route,
    session::use_session,
};
use futures_util::future::try_join3;
use openapi::{
    Role,
    call::{Call, CallStatus},
    committee::{Decision, Publication, Signature},
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Signatures`].
#[derive(Properties, PartialEq)]
pub struct SignaturesProps {
    pub id: String,
}

/// The carriers sign, the coordinator publishes.
#[component]
pub fn Signatures(props: &SignaturesProps) -> Html {
    let view = Callback::from(|framed: Framed| {
        html! { <SignaturesView {framed} /> }
    });
    html! { <Frame id={props.id.clone()} tab={Tab::Signatures} {view} /> }
}

/// Everything on the page.
struct Standing {
    signatures: Vec<Signature>,
    publication: Publication,
    decisions: Vec<Decision>,
}

async fn standing(call: String) -> ApiResult<Standing> {
    let (signatures, publication, decisions) = try_join3(
        api::committee::signatures(&call),
        api::committee::publication(&call),
        board::decisions(&call),
    )
    .await?;
    let body = Standing {
        signatures: signatures.body.items,
        publication: publication.body,
        decisions: decisions.body.0,
    };
    Ok(Answer { body, etag: None })
}

#[derive(Properties, PartialEq)]
struct SignaturesViewProps {
    framed: Framed,
}

#[component]
fn SignaturesView(props: &SignaturesViewProps) -> Html {
    let Framed { call, etag, onchange } = props.framed.clone();
    let session = use_session();
    let loaded = use_load(call.id.to_string(), standing);
    let memberships = session.memberships();
    let own = |signature: &Signature| {
        memberships.iter().any(|seat| {
            seat.role == Role::Carrier
                && seat.partner.as_ref().is_some_and(|partner| partner.id == signature.carrier.id)
        })
    };
    let coordinates = session.has(Role::Coordinator);
    let published = call.status == CallStatus::Decided;
    loaded.view(Skeleton::Rows(6), |standing| {
        let to_sign = standing.signatures.iter().find(|signature| own(signature));
        html! {
            <>
                { summary(&standing.publication) }
                if let Some(at) = standing.publication.published_at {
                    <Notice tone={Tone::Success}>
                        <p>{ t::published_on(at) }</p>
                        if coordinates {
                            <p><RouteLink to={Route::ManageAftermath { id: call.slug.clone() }}>{ t::TO_LETTERS }</RouteLink></p>
                        }
                    </Notice>
                }
                <section class="section" aria-labelledby="signatures">
                    <h2 id="signatures">{ t::SIGNATURES }</h2>
                    <ul class="signatures">{ for standing.signatures.iter().map(signature) }</ul>
                    // Who coordinates signs for nobody.
                    if let Some(own) = to_sign.filter(|_| !published && !coordinates) {
                        <Sign call={call.id.to_string()} signature={own.clone()} publication={standing.publication.clone()} onsigned={loaded.on_reload()} />
                    }
                </section>
                if coordinates && !published {
                    <Publish call={Rc::clone(&call)} {etag} publication={standing.publication.clone()} onpublished={
                        let (loaded, call) = (loaded.clone(), call.id.to_string());
                        Callback::from(move |()| {
                            loaded.reload();
                            refresh(call.clone(), onchange.clone());
                        })
                    } />
                }
                if !standing.decisions.is_empty() {
                    { all(&standing.decisions, &call) }
                }
            </>
        }
    })
}

/// Reads the call again: publication changed its state.
fn refresh(call: String, onchange: Callback<Answer<Call>>) {
    yew::platform::spawn_local(async move {
        // The page shows the old state otherwise, and reading it again later helps.
        if let Ok(answer) = api::calls::read(&call).await {
            onchange.emit(answer);
        }
    });
}

fn summary(publication: &Publication) -> Html {
    let figures = [
        (t::SELECTED, publication.selected),
        (t::WAITLISTED, publication.waitlisted),
        (t::REJECTED, publication.rejected),
        (t::TO_DECIDE, u32::try_from(publication.undecided.len()).unwrap_or(u32::MAX)),
    ];
    html! {
        <section class="standing" aria-label={t::SUMMARY}>
            <dl class="figures">
                { for figures.into_iter().map(|(label, count)| html! {
                    <div><dt>{ label }</dt><dd>{ format::number(count.into()) }</dd></div>
                }) }
            </dl>
        </section>
    }
}

fn signature(signature: &Signature) -> Html {
    let (tone, label) = match (signature.current, &signature.signed_by) {
        (true, _) => (BadgeTone::Good, t::SIGNED),
        (false, Some(_)) => (BadgeTone::Wait, t::SIGN_AGAIN),
        (false, None) => (BadgeTone::Wait, t::TO_SIGN),
    };
    let by = signature.signed_by.as_ref().zip(signature.signed_at);
    html! {
        <li key={signature.carrier.id.to_string()}>
            <span class="strong">{ &signature.carrier.name }</span>
            <Badge {tone} {label} />
            if let Some((person, at)) = by { <span class="soft">{ t::signed_by(&person.name, at) }</span> }
            if !signature.current && signature.signed_by.is_some() { <span class="soft">{ t::SIGN_AGAIN_WHY }</span> }
        </li>
    }
}

fn all(decisions: &[Decision], call: &Call) -> Html {
    let columns = vec![Column::text(t::PROJECT), Column::text(t::DECIDED), Column::number(t::VOTED_SUM)];
    let rows: Vec<Row> = decisions
        .iter()
        .map(|decision| {
            let granted = decision.outcome.grants();
            let amount = if granted { format::money(voted(Some(decision))) } else { common::NOTHING.into() };
            Row {
                key: decision.id.to_string(),
                cells: vec![
                    ranking::project_cell(&decision.project),
                    decision_cell(decision),
                    html! { { amount } },
                ],
            }
        })
        .collect();
    html! {
        <section class="section" aria-labelledby="decisions">
            <h2 id="decisions">{ t::ALL_DECISIONS }</h2>
            <Table caption={t::ALL_DECISIONS} caption_hidden=true {columns} {rows} />
            <p class="no-print"><RouteLink to={Tab::Decisions.route(call.slug.clone())}>{ t::SEE_DECISIONS }</RouteLink></p>
        </section>
    }
}
