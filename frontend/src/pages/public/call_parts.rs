//! What the home page, the list and the page of a call share.

use crate::{
    components::{
        badge::call_status,
        button::Look,
        icon::Icon,
        link::{RouteLink, query_string},
        timeline::{Step, TimelineItem},
    },
    format::{self, Date},
    i18n::public as t,
    routes::Route,
};
use openapi::call::{Call, CallStatus};
use yew::prelude::*;

/// « 20 mai 2022 inclus », or with its hour.
pub fn deadline(day: Date, hour: Option<&str>) -> String {
    let hour = hour.and_then(|text| chrono::NaiveTime::parse_from_str(text, "%H:%M").ok());
    t::deadline(&format::date(day), hour.map(format::time).as_deref())
}

/// Where the call stands, in one sentence.
pub fn standing(call: &Call) -> String {
    let today = format::today();
    match call.status {
        CallStatus::Draft => t::CALL_DRAFT_TEXT.into(),
        CallStatus::Upcoming => {
            let (day, delay) = (format::date(call.opens_on), format::days_away(call.opens_on, today));
            let again = call.windows.first().is_some_and(|first| first.opens_on < call.opens_on);
            if again { t::opens_again(&day, &delay) } else { t::opens(&day, &delay) }
        }
        CallStatus::Open => t::open_until(
            &deadline(call.closes_on, call.closes_at.as_deref()),
            &format::days_away(call.closes_on, today),
        ),
        CallStatus::Closed => t::CALL_CLOSED_TEXT.into(),
        CallStatus::Decided => t::CALL_DECIDED_TEXT.into(),
    }
}

/// The link that starts a fiche in an open call.
pub fn start_fiche(call: &Call) -> Html {
    let query = query_string([("appel", call.slug.as_str())]);
    html! {
        <RouteLink to={Route::FicheNew} query={AttrValue::from(query)} class={Look::Primary.class()}>
            { Icon::Edit.draw() }{ t::START_FICHE }
        </RouteLink>
    }
}

/// A call on the home page or in the list.
pub fn card(call: &Call, level: &'static str) -> Html {
    let page = Route::Call { id: call.slug.clone() };
    html! {
        <article class={classes!("panel", (call.status == CallStatus::Open).then_some("panel-wait"))}>
            <p>{ call_status(call.status) }</p>
            <@{level} class="card-title"><RouteLink to={page.clone()}>{ &call.title }</RouteLink></@>
            if !call.aim.is_empty() { <p>{ sentence(&call.aim) }</p> }
            <p class="strong">{ standing(call) }</p>
            if call.status == CallStatus::Open {
                <p class="row">
                    { start_fiche(call) }
                    <RouteLink to={page} class={Look::Secondary.class()}>{ t::SEE_CALL }</RouteLink>
                </p>
            }
        </article>
    }
}

/// The text with a capital and a full stop: aims are written as a part of a sentence.
pub fn sentence(text: &str) -> String {
    let mut characters = text.trim().chars();
    let Some(first) = characters.next() else { return String::new() };
    let rest = characters.as_str();
    let stop = if text.trim().ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{}{rest}{stop}", first.to_uppercase())
}

/// The calendar of a call as a timeline: each window opens and closes.
pub fn calendar(call: &Call) -> Vec<TimelineItem> {
    let status = call.status;
    let closed = matches!(status, CallStatus::Closed | CallStatus::Decided);
    let mut items = Vec::new();
    for window in &call.windows {
        // The call itself says which window is under way or next, by the server's clock.
        let past = closed || window.opens_on < call.opens_on;
        let now = status == CallStatus::Open && window.opens_on == call.opens_on;
        let (opens, closes) = match (past, now) {
            (true, _) => (Step::Done, Step::Done),
            (false, true) => (Step::Done, Step::Now),
            (false, false) => (Step::Next, Step::Next),
        };
        items.push(TimelineItem::new(opens, t::CALL_OPENS).when(format::date(window.opens_on)));
        let until = deadline(window.closes_on, window.closes_at.as_deref());
        items.push(TimelineItem::new(closes, t::CALL_CLOSES).when(until).who(t::WHO_APPLICANTS));
    }
    let step = |done: bool, now: bool| match (done, now) {
        (true, _) => Step::Done,
        (false, true) => Step::Now,
        (false, false) => Step::Next,
    };
    let decided = status == CallStatus::Decided;
    if let Some(day) = call.selection_on {
        let item = TimelineItem::new(step(decided, status == CallStatus::Closed), t::CALL_SELECTION);
        items.push(item.when(format::date(day)).who(t::WHO_REVIEWERS));
    }
    let published = TimelineItem::new(step(decided, false), t::CALL_DECIDED);
    items.push(match call.decisions_published_at {
        Some(at) => published.when(format::day(at)),
        None => published,
    });
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aim_becomes_a_sentence() {
        assert_eq!(sentence("étendre l’action"), "Étendre l’action.");
        assert_eq!(sentence("Déjà fait."), "Déjà fait.");
        assert_eq!(sentence(" "), "");
    }
}
