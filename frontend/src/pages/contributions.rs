//! What one's organisations are said to bring to the actions of others: to confirm, or to decline with a word.

use crate::{
    api,
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::{Badge, BadgeTone},
        button::{Button, Look},
        dialog::Dialog,
        form::{ErrorSummary, TextArea, use_form},
        page::Page,
        pagination::Pagination,
        url_query::use_url_query,
    },
    format,
    i18n::{common, contributions as t, fiche as f},
    session::use_session,
};
use openapi::{
    Role,
    contribution::{AnswerInput, Contribution, ContributionState},
    limits,
};
use yew::prelude::*;

/// The list, with an answer one click away.
#[component]
pub fn Contributions() -> Html {
    let query = use_url_query();
    let list = use_load(query.text("curseur"), |cursor| async move {
        api::contributions::mine(None, cursor.as_deref()).await
    });
    let empty = html! { <Empty title={t::NONE}><p>{ t::NONE_HINT }</p></Empty> };
    let onanswered = list.on_reload();
    html! {
        <Page title={t::TITLE} lead={t::LEAD}>
            { list.view_list(Skeleton::Rows(4), empty, |page| html! {
                <>
                    <ul class="plain-list contributions">
                        { for page.items.iter().map(|one| html! {
                            <One key={format!("{}{}", one.project, one.partner.id)} contribution={one.clone()} onanswered={onanswered.clone()} />
                        }) }
                    </ul>
                    <Pagination next={page.next.clone()} shown={page.items.len()} total={page.total} one="contribution" many="contributions" />
                </>
            }) }
        </Page>
    }
}

/// The state in words and colour.
pub fn state_badge(state: ContributionState) -> Html {
    let tone = match state {
        ContributionState::Pending => BadgeTone::Wait,
        ContributionState::Confirmed => BadgeTone::Good,
        ContributionState::Declined => BadgeTone::Plain,
    };
    html! { <Badge {tone} label={state.label_fr()} /> }
}

#[derive(Properties, PartialEq)]
struct OneProps {
    contribution: Contribution,
    onanswered: Callback<()>,
}

#[component]
fn One(props: &OneProps) -> Html {
    let one = &props.contribution;
    let session = use_session();
    let asking = use_state(|| None::<bool>);
    let answers = session.memberships().iter().any(|membership| {
        let speaks =
            membership.role == Role::Carrier || membership.partner_role.is_some_and(|role| role.can_edit());
        speaks && membership.partner.as_ref().is_some_and(|partner| partner.id == one.partner.id)
    });
    let title = f::title_or(&one.title).to_owned();
    let brings = one.brings.iter().map(|kind| kind.label_fr()).collect::<Vec<_>>().join(", ");
    let ask = |confirm: bool| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(Some(confirm)))
    };
    let close = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(None))
    };
    let done = {
        let (asking, onanswered) = (asking.clone(), props.onanswered.clone());
        Callback::from(move |()| {
            asking.set(None);
            onanswered.emit(());
        })
    };
    html! {
        <li class="panel contribution">
            <div class="row row-between">
                <h2>{ &title }</h2>
                { state_badge(one.state) }
            </div>
            <dl class="facts facts-rows">
                <dt>{ t::LEAD_PARTNER }</dt><dd>{ &one.lead.name }</dd>
                <dt>{ t::CALL }</dt><dd>{ &one.call.title }</dd>
                <dt>{ t::YOU }</dt><dd>{ &one.partner.name }</dd>
                <dt>{ t::ROLE }</dt><dd class="typed">{ said(&one.role) }</dd>
                <dt>{ t::BRINGS }</dt><dd class="typed">{ said(&one.contributes) }</dd>
                if !brings.is_empty() { <dt>{ t::KINDS }</dt><dd>{ brings }</dd> }
                if let Some(at) = one.answered_at { <dt>{ t::ANSWERED }</dt><dd>{ format::date_time(at) }</dd> }
                if !one.word.is_empty() { <dt>{ t::WORD }</dt><dd class="typed">{ &one.word }</dd> }
            </dl>
            if answers && one.open {
                <div class="button-row">
                    if one.state != ContributionState::Confirmed {
                        <Button small=true onclick={ask(true)}>{ t::CONFIRM }<span class="visually-hidden">{ "\u{a0}: " }{ &title }</span></Button>
                    }
                    if one.state != ContributionState::Declined {
                        <Button look={Look::Secondary} small=true onclick={ask(false)}>{ t::DECLINE }<span class="visually-hidden">{ "\u{a0}: " }{ &title }</span></Button>
                    }
                </div>
            }
            if let Some(confirm) = *asking {
                <AnswerDialog contribution={one.clone()} {confirm} ondone={done} oncancel={close} />
            }
        </li>
    }
}

fn said(text: &str) -> &str {
    if text.is_empty() { common::NOTHING } else { text }
}

#[derive(Properties, PartialEq)]
struct AnswerDialogProps {
    contribution: Contribution,
    confirm: bool,
    ondone: Callback<()>,
    oncancel: Callback<()>,
}

#[component]
fn AnswerDialog(props: &AnswerDialogProps) -> Html {
    let form = use_form(AnswerInput::default);
    let confirm = props.confirm;
    let onsubmit = {
        let (form, of, ondone) = (form.clone(), props.contribution.clone(), props.ondone.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !form.check() {
                return;
            }
            let (input, of, ondone) = (form.value().clone(), of.clone(), ondone.clone());
            form.send(async move { api::contributions::answer(&of, confirm, &input).await }, move |_| {
                ondone.emit(())
            });
        })
    };
    let (title, text, verb) = if confirm {
        (t::CONFIRM_TITLE, t::CONFIRM_TEXT, t::CONFIRM)
    } else {
        (t::DECLINE_TITLE, t::DECLINE_TEXT, t::DECLINE)
    };
    html! {
        <Dialog {title} onclose={props.oncancel.clone()}>
            <form novalidate=true {onsubmit}>
                <p>{ text }</p>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <TextArea at="/word" label={t::YOUR_WORD} optional=true rows=3 max={limits::COMMENT_MAX} errors={form.errors()}
                    value={form.value().word.clone()} oninput={form.edit(|input: &mut AnswerInput, text| input.word = text)} />
                <div class="button-row">
                    <Button submit=true busy={form.busy()}>{ verb }</Button>
                    <Button look={Look::Quiet} onclick={props.oncancel.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
                </div>
            </form>
        </Dialog>
    }
}
