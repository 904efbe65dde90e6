//! A thread: what was written, and a place to answer.

use crate::{
    api::{self, messages, random_uuid},
    components::{
        async_content::{Skeleton, use_load},
        badge::{Badge, BadgeTone},
        button::{Button, Look},
        form::{DraftNotice, ErrorSummary, TextArea, use_form},
        refresh::use_refresh,
    },
    draft_store::use_draft,
    format,
    i18n::messages as t,
};
use openapi::{
    limits::MESSAGE_MAX,
    message::{Message, MessageInput, MessageSide},
};
use std::collections::HashSet;
use yew::{platform::spawn_local, prelude::*};

/// How often new ones are asked for, in milliseconds.
const EVERY: u32 = 60_000;

/// Properties of [`Thread`].
#[derive(Properties, PartialEq)]
pub struct ThreadProps {
    /// Id of the project.
    pub project: AttrValue,
    /// Stands on the partner's side.
    pub applicant: bool,
    /// Whether the reader may write at all.
    pub writes: bool,
    /// On a draft the partner writes first.
    #[prop_or_default]
    pub draft: bool,
}

/// The messages of a project. Mount it only where the project has `unread_messages`: others may not read them.
#[component]
pub fn Thread(props: &ThreadProps) -> Html {
    let project = props.project.clone();
    let latest = use_load(project.clone(), |project| async move { messages::list(&project, None).await });
    // Pages before the latest one, the newest first, and where the next one starts.
    let earlier = use_state(|| (Vec::<Message>::new(), None::<Option<String>>));
    let looking = use_state(|| false);
    // What was unread when it came stays marked as long as the page is open.
    let fresh = use_mut_ref(HashSet::<String>::new);
    let page = latest.value();
    if let Some(page) = &page {
        fresh.borrow_mut().extend(page.items.iter().filter(|one| one.unread).map(|one| one.id.to_string()));
    }
    let newest = page.as_ref().and_then(|page| page.items.first()).map(|message| message.id.clone());
    let waiting = page.as_ref().is_some_and(|page| page.items.iter().any(|message| message.unread));
    {
        let project = project.clone();
        use_effect_with((newest, waiting), move |(newest, waiting)| {
            if let Some(newest) = newest.clone().filter(|_| *waiting) {
                // What cannot be marked now stays unread, and is marked at the next visit.
                spawn_local(async move { drop(messages::mark(&project, &newest).await) });
            }
        });
    }
    use_refresh(EVERY, latest.on_reload());
    let before = earlier.1.clone().unwrap_or_else(|| page.as_ref().and_then(|page| page.next.clone()));
    let onearlier = {
        let (earlier, looking, project, before) =
            (earlier.clone(), looking.clone(), project.clone(), before.clone());
        Callback::from(move |_: MouseEvent| {
            looking.set(true);
            let (earlier, looking, project, before) =
                (earlier.clone(), looking.clone(), project.clone(), before.clone());
            spawn_local(async move {
                if let Ok(answer) = messages::list(&project, before.as_deref()).await {
                    let mut all = earlier.0.clone();
                    all.extend(answer.body.items);
                    earlier.set((all, Some(answer.body.next)));
                }
                looking.set(false);
            });
        })
    };
    let begun = page.as_ref().is_some_and(|page| page.total > 0);
    let may_write = props.writes && (props.applicant || !props.draft || begun);
    html! {
        <section class="panel messages" id="messages" aria-labelledby="messages-titre">
            <h2 id="messages-titre">{ t::TITLE }</h2>
            <p class="soft">{ if props.applicant { t::LEAD_PARTNER } else { t::LEAD_COORDINATION } }</p>
            { latest.view(Skeleton::Lines(3), |page| html! {
                if page.items.is_empty() {
                    <p>{ if may_write { t::NONE } else { t::NONE_DRAFT } }</p>
                } else {
                    <>
                        if before.is_some() {
                            <p><Button look={Look::Secondary} small=true busy={*looking} onclick={onearlier}>{ t::EARLIER }</Button></p>
                        }
                        <ol class="thread">
                            { for earlier.0.iter().rev().chain(page.items.iter().rev()).map(|message| {
                                said(message, props.applicant, fresh.borrow().contains(message.id.as_str()))
                            }) }
                        </ol>
                    </>
                }
            }) }
            if may_write && page.is_some() {
                <Answer {project} onsent={latest.on_reload()} />
            }
        </section>
    }
}

fn said(message: &Message, applicant: bool, fresh: bool) -> Html {
    let side = match (message.side, &message.author) {
        _ if message.own => t::YOU.to_owned(),
        (_, Some(author)) => author.clone(),
        (MessageSide::Coordination, None) => t::COORDINATION.to_owned(),
        (MessageSide::Applicant, None) => t::PARTNER.to_owned(),
    };
    let ours = (message.side == MessageSide::Applicant) == applicant;
    html! {
        <li key={message.id.to_string()} class={if ours { "message message-ours" } else { "message" }}>
            <p class="message-head">
                <span class="strong">{ side }</span>
                <time class="soft small" datetime={message.at.to_rfc3339()}>{ format::date_time(message.at) }</time>
                if fresh {
                    <Badge tone={BadgeTone::Wait} label={t::NEW} />
                }
            </p>
            <p class="message-text">{ &message.text }</p>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct AnswerProps {
    project: AttrValue,
    onsent: Callback<()>,
}

#[component]
fn Answer(props: &AnswerProps) -> Html {
    let form = use_form(MessageInput::default);
    let draft = use_draft(format!("message.{}", props.project).into(), form.value(), None, form.dirty());
    let key = use_mut_ref(random_uuid);
    let sent = use_state(|| false);
    let found = use_state(|| draft.found.clone());
    let onsubmit = {
        let (form, draft, key, sent) = (form.clone(), draft.clone(), key.clone(), sent.clone());
        let (project, onsent) = (props.project.clone(), props.onsent.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            sent.set(false);
            if !form.check() {
                return;
            }
            let (input, project, this) = (form.value().clone(), project.clone(), key.borrow().clone());
            let (form, draft, key, sent, onsent) =
                (form.clone(), draft.clone(), key.clone(), sent.clone(), onsent.clone());
            form.clone().send(
                async move { api::messages::write(&project, &input, &this).await },
                move |_| {
                    draft.clear();
                    form.saved(Some(MessageInput::default()));
                    // The next message is another one.
                    *key.borrow_mut() = random_uuid();
                    sent.set(true);
                    onsent.emit(());
                },
            );
        })
    };
    let forget = |keep: bool| {
        let (found, form, draft) = (found.clone(), form.clone(), draft.clone());
        Callback::from(move |()| {
            match &*found {
                Some(kept) if keep => {
                    let value = kept.value.clone();
                    form.change(move |input| *input = value);
                }
                _ => draft.clear(),
            }
            found.set(None);
        })
    };
    html! {
        <form class="form" novalidate=true {onsubmit}>
            if let Some(kept) = &*found {
                <DraftNotice at={kept.at} ontake={forget(true)} ondrop={forget(false)} />
            }
            <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
            <TextArea at="/text" label={t::TEXT} max={MESSAGE_MAX} rows={4} errors={form.errors()} value={form.value().text.clone()}
                oninput={form.edit(|input: &mut MessageInput, text: String| input.text = text)} />
            <div class="button-row">
                <Button look={Look::Secondary} submit=true busy={form.busy()}>{ t::SEND }</Button>
                <span role="status">{ if *sent { t::SENT } else { "" } }</span>
            </div>
        </form>
    }
}
