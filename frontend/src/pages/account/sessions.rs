//! Where the account is logged in, and how to end that.

use crate::{
    api::{self, ApiError},
    components::{
        async_content::{Empty, Skeleton, use_load},
        badge::{Badge, BadgeTone},
        button::{Button, Look},
        dialog::Confirm,
        notice::{Notice, Tone},
        table::{Column, Row, Table},
    },
    format,
    i18n::account as t,
};
use openapi::account::Session;
use yew::{platform::spawn_local, prelude::*};

/// The open sessions; each but this one can be ended.
#[component]
pub fn Sessions() -> Html {
    let sessions = use_load((), |()| api::account::sessions());
    let error = use_state(|| None::<ApiError>);
    let busy = use_state(|| false);
    let asking = use_state(|| false);
    let end = {
        let (sessions, error, busy, asking) = (sessions.clone(), error.clone(), busy.clone(), asking.clone());
        Callback::from(move |id: Option<String>| {
            let (sessions, error, busy, asking) =
                (sessions.clone(), error.clone(), busy.clone(), asking.clone());
            busy.set(true);
            spawn_local(async move {
                let answer = api::account::end_sessions(id.as_deref()).await;
                error.set(answer.err());
                busy.set(false);
                asking.set(false);
                sessions.reload();
            });
        })
    };
    let ask = |open: bool| {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(open))
    };
    let empty = html! { <Empty title={t::SESSIONS_EMPTY} /> };
    html! {
        <section class="section">
            <h2>{ t::SESSIONS }</h2>
            <p>{ t::SESSIONS_TEXT }</p>
            if let Some(error) = &*error {
                <Notice tone={Tone::Error}><p>{ error.message() }</p></Notice>
            }
            { sessions.view_list(Skeleton::Rows(2), empty, |page| {
                let columns = vec![
                    Column::text(t::DEVICE), Column::text(t::LAST_USED), Column::text(t::OPENED), Column::text(t::ACTION),
                ];
                let rows: Vec<Row> = page.items.iter().map(|session| row(session, *busy, &end)).collect();
                html! {
                    <>
                        <Table caption={t::SESSIONS} caption_hidden=true {columns} {rows} />
                        if page.items.len() > 1 {
                            <Button look={Look::Secondary} onclick={ask(true).reform(|_: MouseEvent| ())}>{ t::END_OTHERS }</Button>
                        }
                    </>
                }
            }) }
            if *asking {
                <Confirm
                    title={t::END_OTHERS_TITLE} action={t::END_OTHERS} busy={*busy}
                    onconfirm={end.reform(|()| None)} oncancel={ask(false)}
                >
                    <p>{ t::END_OTHERS_TEXT }</p>
                </Confirm>
            }
        </section>
    }
}

fn row(session: &Session, busy: bool, end: &Callback<Option<String>>) -> Row {
    let device = browser(&session.user_agent);
    let action = if session.current {
        html! { <Badge tone={BadgeTone::Good} label={t::THIS_SESSION} /> }
    } else {
        let id = session.id.to_string();
        html! {
            <Button look={Look::Secondary} small=true {busy} onclick={end.reform(move |_: MouseEvent| Some(id.clone()))}>
                { t::END_SESSION }<span class="visually-hidden">{ t::end_session_of(&device) }</span>
            </Button>
        }
    };
    Row {
        key: session.id.to_string(),
        cells: vec![
            html! { { device } },
            html! { { format::date_time(session.last_used_at) } },
            html! { { format::date_time(session.created_at) } },
            action,
        ],
    }
}

/// « Firefox, Windows » from a user agent: enough to recognise one's own device.
fn browser(user_agent: &str) -> String {
    // In this order: Edge and Opera also say Chrome, and Chrome also says Safari.
    let browsers = [
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| *name)
    };
    match (find(&browsers), find(&systems)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) if user_agent.trim().is_empty() => t::UNKNOWN_DEVICE.to_owned(),
        (None, None) => user_agent.chars().take(40).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_by_what_people_call_it() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0";
        assert_eq!(browser(edge), "Edge, Windows");
        assert_eq!(
            browser("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0"),
            "Firefox, Linux"
        );
        assert_eq!(browser("curl/8.5"), "curl/8.5");
        assert_eq!(browser(""), t::UNKNOWN_DEVICE);
    }
}
