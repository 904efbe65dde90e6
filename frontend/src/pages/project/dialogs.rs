//! The dialogs of a project's transitions.

use super::return_dialog::ReturnDialog;
use crate::{
    api::{self, Answer, ApiError, ApiResult},
    components::{
        button::{Button, Look},
        dialog::Dialog,
        form::{ErrorSummary, TextArea, use_form},
    },
    i18n::{common, project as t},
};
use openapi::{
    limits,
    project::{AbandonInput, AdmissibilityInput, Project, ReasonInput},
};
use std::{future::Future, pin::Pin};
use yew::prelude::*;

/// What a dialog does, with its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Withdraw,
    Return,
    Admit,
    Refuse,
    Reopen,
    Abandon,
    Delete,
}

impl Act {
    /// Cannot be done without saying why.
    fn needs_reason(self) -> bool {
        matches!(self, Act::Refuse | Act::Abandon)
    }
}

/// Properties of the dialogs.
#[derive(Properties, PartialEq, Clone)]
pub struct ActProps {
    pub act: Act,
    pub id: String,
    pub etag: Option<AttrValue>,
    /// The project as it is now; none once it is deleted.
    pub ondone: Callback<Option<Answer<Project>>>,
    /// Somebody changed the project, or the act is no longer possible: read it again.
    pub onstale: Callback<ApiError>,
    pub oncancel: Callback<()>,
}

/// The dialog of an act.
pub fn dialog(props: ActProps) -> Html {
    match props.act {
        Act::Return => html! { <ReturnDialog ..props /> },
        _ => html! { <ReasonDialog ..props /> },
    }
}

type Sent = Pin<Box<dyn Future<Output = ApiResult<Option<Answer<Project>>>>>>;

fn send(act: Act, id: String, reason: String, etag: Option<String>) -> Sent {
    Box::pin(async move {
        let etag = etag.as_deref();
        let answer = match act {
            Act::Withdraw => api::projects::withdraw(&id, &ReasonInput { reason }, etag).await?,
            Act::Reopen => api::projects::reopen(&id, &ReasonInput { reason }, etag).await?,
            Act::Abandon => api::projects::abandon(&id, &AbandonInput { reason }, etag).await?,
            Act::Admit => admissibility(&id, true, reason, etag).await?,
            Act::Refuse => admissibility(&id, false, reason, etag).await?,
            Act::Delete => {
                api::projects::remove(&id, etag).await?;
                return Ok(Answer { body: None, etag: None });
            }
            // Has a form of its own.
            Act::Return => return Err(ApiError::Network),
        };
        Ok(Answer { etag: answer.etag.clone(), body: Some(answer) })
    })
}

async fn admissibility(id: &str, admissible: bool, reason: String, etag: Option<&str>) -> ApiResult<Project> {
    api::projects::admissibility(id, &AdmissibilityInput { admissible, reason }, etag).await
}

struct Words {
    title: &'static str,
    text: &'static str,
    /// Label of the reason, and whether it may be left out.
    reason: Option<(&'static str, bool)>,
    verb: &'static str,
    look: Look,
}

fn words(act: Act) -> Words {
    match act {
        Act::Withdraw => Words {
            title: t::WITHDRAW_TITLE,
            text: t::WITHDRAW_TEXT,
            reason: Some((t::WITHDRAW_REASON, true)),
            verb: t::WITHDRAW,
            look: Look::Danger,
        },
        Act::Return => Words {
            title: t::RETURN_TITLE,
            text: t::RETURN_TEXT,
            reason: Some((t::RETURN_REASON, false)),
            verb: t::SEND_RETURN,
            look: Look::Primary,
        },
        Act::Admit => Words {
            title: t::ADMIT_TITLE,
            text: t::ADMIT_TEXT,
            reason: None,
            verb: t::ADMIT,
            look: Look::Primary,
        },
        Act::Refuse => Words {
            title: t::REFUSE_TITLE,
            text: t::REFUSE_TEXT,
            reason: Some((t::REFUSE_REASON, false)),
            verb: t::REFUSE,
            look: Look::Danger,
        },
        Act::Reopen => Words {
            title: t::REOPEN_TITLE,
            text: t::REOPEN_TEXT,
            reason: Some((t::REOPEN_REASON, true)),
            verb: t::REOPEN,
            look: Look::Primary,
        },
        Act::Abandon => Words {
            title: t::ABANDON_TITLE,
            text: t::ABANDON_TEXT,
            reason: Some((t::ABANDON_REASON, false)),
            verb: t::ABANDON,
            look: Look::Danger,
        },
        Act::Delete => Words {
            title: t::DELETE_TITLE,
            text: t::DELETE_TEXT,
            reason: None,
            verb: t::DELETE,
            look: Look::Danger,
        },
    }
}

/// Whether the error says that the page shows an older state.
pub(super) fn is_outdated(error: &ApiError) -> bool {
    error.is_stale()
        || matches!(error, ApiError::Problem(problem) if problem.status == 409 || problem.status == 404)
}

/// Asks, with a reason where there is one.
#[component]
fn ReasonDialog(props: &ActProps) -> Html {
    let words = words(props.act);
    // Where a reason is needed, the contract's own rule says so.
    let form =
        use_form(|| AdmissibilityInput { admissible: !props.act.needs_reason(), reason: String::new() });
    let busy = use_state(|| false);
    let onsubmit = {
        let (form, busy, props) = (form.clone(), busy.clone(), props.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy || !form.check() {
                return;
            }
            busy.set(true);
            let etag = props.etag.as_ref().map(|etag| etag.to_string());
            let sent = send(props.act, props.id.clone(), form.value().reason.clone(), etag);
            let (form, busy, props) = (form.clone(), busy.clone(), props.clone());
            yew::platform::spawn_local(async move {
                match sent.await {
                    Ok(answer) => props.ondone.emit(answer.body),
                    Err(error) if is_outdated(&error) => props.onstale.emit(error),
                    Err(error) => {
                        busy.set(false);
                        form.fail(&error);
                    }
                }
            });
        })
    };
    html! {
        <Dialog title={words.title} onclose={props.oncancel.clone()}>
            <form novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                <p>{ words.text }</p>
                if let Some((label, optional)) = words.reason {
                    <TextArea at="/reason" {label} {optional} max={limits::COMMENT_MAX} rows=5 errors={form.errors()}
                        value={form.value().reason.clone()}
                        oninput={form.edit(|input: &mut AdmissibilityInput, text| input.reason = text)} />
                }
                <div class="button-row">
                    <Button look={words.look} submit=true busy={*busy}>{ words.verb }</Button>
                    <Button look={Look::Quiet} onclick={props.oncancel.reform(|_: MouseEvent| ())}>{ common::CANCEL }</Button>
                </div>
            </form>
        </Dialog>
    }
}
