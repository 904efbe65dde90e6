//! Whether a fiche or a receipt that one holds is what was filed.

use crate::{
    api::{self, ApiError},
    components::{
        button::Button,
        form::{ErrorSummary, Errors, FileField, TextArea, TextField},
        notice::{Notice, Tone},
        page::Page,
    },
    i18n::documents as t,
};
use openapi::{
    FieldError,
    document::{ReceiptAnswer, ReceiptCheck},
    error_code::Language,
    limits,
    rule::Rule,
    validation::check,
};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

#[derive(Clone, Default, PartialEq)]
struct Asked {
    file: Option<web_sys::File>,
    /// A fingerprint, or the text of a fiche.
    pasted: String,
    number: String,
}

/// A public page: the file of a fiche, or the fingerprint on its receipt.
#[component]
pub fn Verify() -> Html {
    let asked = use_state(Asked::default);
    let errors = use_state(Errors::default);
    let refusals = use_state(|| 0_u32);
    let busy = use_state(|| false);
    let answer = use_state(|| None::<Result<ReceiptAnswer, ApiError>>);

    let onsubmit = {
        let (asked, errors, refusals) = (asked.clone(), errors.clone(), refusals.clone());
        let (busy, answer) = (busy.clone(), answer.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            answer.set(None);
            let (asked, errors, refusals) = ((*asked).clone(), errors.clone(), refusals.clone());
            let (busy, answer) = (busy.clone(), answer.clone());
            spawn_local(async move {
                match question(&asked).await {
                    Ok(question) => {
                        errors.set(Errors::default());
                        answer.set(Some(api::documents::verify(&question).await.map(|answer| answer.body)));
                    }
                    Err(wrong) => {
                        errors.set(Errors::from(wrong));
                        refusals.set(*refusals + 1);
                    }
                }
                busy.set(false);
            });
        })
    };
    let edit = |change: fn(&mut Asked, String)| {
        let asked = asked.clone();
        Callback::from(move |text: String| {
            let mut next = (*asked).clone();
            change(&mut next, text);
            asked.set(next);
        })
    };
    let onfile = {
        let asked = asked.clone();
        Callback::from(move |file: Option<web_sys::File>| asked.set(Asked { file, ..(*asked).clone() }))
    };

    html! {
        <Page title={t::VERIFY} lead={t::VERIFY_LEAD}>
            <form class="form" novalidate=true {onsubmit}>
                <ErrorSummary errors={(*errors).clone()} refusals={*refusals} />
                <FileField at="/fiche" label={t::VERIFY_FILE} hint={t::VERIFY_FILE_HINT} accept=".json,application/json"
                    errors={(*errors).clone()} onchange={onfile} />
                <TextArea at="/sha256" label={t::VERIFY_TEXT} hint={t::VERIFY_TEXT_HINT} errors={(*errors).clone()} optional=true rows=3
                    value={asked.pasted.clone()} oninput={edit(|asked, text| asked.pasted = text)} />
                <TextField at="/number" label={t::VERIFY_NUMBER} hint={t::VERIFY_NUMBER_HINT} errors={(*errors).clone()} optional=true
                    value={asked.number.clone()} oninput={edit(|asked, text| asked.number = text)} />
                <p class="small soft">{ t::PRIVACY }</p>
                <Button submit=true busy={*busy}>{ t::VERIFY_ASK }</Button>
            </form>
            <div class="verified">{ answer.as_ref().map(told).unwrap_or_default() }</div>
        </Page>
    }
}

/// A request has a few characters around the fiche, in bytes.
const TEXT_MAX: f64 = (limits::BODY_MAX - 1_000) as f64;

/// The fiche that a text holds.
fn read(text: &str) -> Option<serde_json::Value> {
    serde_json::from_str(text).ok().filter(serde_json::Value::is_object)
}

/// What to send, or what is wrong with what was given.
async fn question(asked: &Asked) -> Result<ReceiptCheck, Vec<FieldError>> {
    let wrong = |pointer: &str, message: &str| {
        let mut error = FieldError::new(pointer.to_owned(), &Rule::Required, Language::French);
        error.message = message.to_owned();
        vec![error]
    };
    let number = Some(asked.number.trim().to_owned()).filter(|number| !number.is_empty());
    let pasted = asked.pasted.trim();
    let question = match &asked.file {
        None if pasted.is_empty() => return Err(wrong("/fiche", t::VERIFY_MISSING)),
        Some(_) if !pasted.is_empty() => return Err(wrong("/sha256", t::VERIFY_BOTH)),
        Some(file) if file.size() > TEXT_MAX => return Err(wrong("/fiche", t::VERIFY_TOO_LARGE)),
        Some(file) => {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            let fiche = read(&text.unwrap_or_default()).ok_or_else(|| wrong("/fiche", t::VERIFY_NOT_JSON))?;
            ReceiptCheck { fiche: Some(fiche), sha256: None, number }
        }
        None if pasted.len() as f64 > TEXT_MAX => return Err(wrong("/sha256", t::VERIFY_TOO_LARGE)),
        None if pasted.starts_with('{') => {
            let fiche = read(pasted).ok_or_else(|| wrong("/sha256", t::VERIFY_NOT_WHOLE))?;
            ReceiptCheck { fiche: Some(fiche), sha256: None, number }
        }
        None => {
            let sha256 = pasted.split_whitespace().collect::<String>().to_lowercase();
            ReceiptCheck { fiche: None, sha256: Some(sha256), number }
        }
    };
    let broken = check(&question);
    if broken.is_empty() {
        Ok(question)
    } else {
        Err(broken.iter().map(|violation| violation.in_language(Language::French)).collect())
    }
}

fn told(answer: &Result<ReceiptAnswer, ApiError>) -> Html {
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return html! { <Notice tone={Tone::Error}><p>{ error.message() }</p></Notice> },
    };
    let fingerprint = html! {
        <p class="small">{ t::FINGERPRINT }{ "\u{a0}: " }<code class="hash">{ &answer.sha256 }</code></p>
    };
    if answer.filings.is_empty() {
        return html! {
            <Notice tone={Tone::Warning} title={t::UNKNOWN}><p>{ t::UNKNOWN_TEXT }</p>{ fingerprint }</Notice>
        };
    }
    let latest = answer.filings.iter().any(|filing| filing.latest);
    let (tone, title) = if latest { (Tone::Success, t::KNOWN) } else { (Tone::Warning, t::SUPERSEDED) };
    html! {
        <Notice {tone} {title}>
            { for answer.filings.iter().map(|filing| html! { <p>{ t::filing(filing) }</p> }) }
            { fingerprint }
        </Notice>
    }
}
