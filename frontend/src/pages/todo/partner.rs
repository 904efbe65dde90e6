//! What waits for a partner: drafts, corrections, decisions, open calls.

use super::{
    items::{Item, When},
    reservations,
};
use crate::{
    api::{self, ApiError, every::every},
    format,
    i18n::{fiche as f, todo as t},
    routes::Route,
};
use futures_util::future::try_join_all;
use openapi::{
    ProjectStatus,
    call::{Call, CallFilter},
    project::{ProjectFilter, ProjectSummary},
};

/// How long a published decision stays in the list, in days.
const NEWS: i64 = 60;

/// Reads what waits for the person's organisations.
///
/// # Errors
/// The first refusal.
pub async fn waiting(writes: bool) -> Result<Vec<Item>, ApiError> {
    let mine = every(|cursor| async move {
        let filter = ProjectFilter { mine: Some(true), ..ProjectFilter::default() };
        api::projects::list(&filter, None, Some("-updated_at"), cursor.as_deref()).await
    });
    let filter = CallFilter { status: Some("open".into()), programme: None };
    let (mine, open) =
        futures_util::future::try_join(mine, async { api::calls::list(&filter, None).await }).await?;
    let conditional = mine.body.items.iter().filter(|_| writes);
    let conditional = conditional.filter(|fiche| fiche.status == ProjectStatus::SelectedWithReservations);
    let conditional = try_join_all(conditional.map(|fiche| api::projects::read(fiche.id.as_str()))).await?;
    let mut found = items(&mine.body.items, &open.body.items, writes, format::today());
    found.extend(conditional.iter().flat_map(|answer| reservations::asked(&answer.body)));
    Ok(found)
}

fn items(mine: &[ProjectSummary], open: &[Call], writes: bool, today: format::Date) -> Vec<Item> {
    let of_fiche = |fiche: &ProjectSummary| -> Option<Item> {
        let title = f::title_or(&fiche.title).to_owned();
        let id = fiche.id.to_string();
        match fiche.status {
            ProjectStatus::Draft if writes => draft(fiche, title, id),
            ProjectStatus::Returned if writes => Some(correction(fiche, title, id)),
            status if is_decision(status) => {
                let day = format::paris(fiche.updated_at).date();
                let recent = today.signed_duration_since(day).num_days() <= NEWS;
                let what = format!("{}\u{a0}: {}", t::DECISION, status.label_fr().to_lowercase());
                recent.then(|| Item::new(what, title, When::Since(day), Route::Fiche { id }, t::READ))
            }
            _ => None,
        }
    };
    let answered = |call: &Call| mine.iter().any(|fiche| fiche.call.id == call.id);
    let calls = open.iter().filter(|call| writes && !answered(call)).map(|call| {
        let when = When::Due(call.closes_on);
        let mut item = Item::new(t::OPEN_CALL, call.title.clone(), when, Route::FicheNew, t::START);
        item.query = Some(("appel", call.slug.clone()));
        item
    });
    mine.iter().filter_map(of_fiche).chain(calls).collect()
}

/// A draft that can be filed now or in a window to come.
fn draft(fiche: &ProjectSummary, title: String, id: String) -> Option<Item> {
    let filing = fiche.filing.as_ref()?;
    let until = filing.deadline.as_ref().filter(|_| filing.is_open());
    let (what, when) = match (until, &filing.next) {
        (Some(until), _) if filing.extension_reason.is_some() => (t::DRAFT_EXTENDED, When::Due(until.on)),
        (Some(until), _) => (t::DRAFT, When::Due(until.on)),
        (None, Some(next)) => (t::DRAFT_WAITS, When::Opens(next.opens_on)),
        (None, None) => return None,
    };
    Some(Item::new(what, title, when, Route::FicheEdit { id }, t::CONTINUE))
}

/// A correction to make; or one that came to nothing, for which the coordination has the next word.
fn correction(fiche: &ProjectSummary, title: String, id: String) -> Item {
    let due = fiche.filing.as_ref().and_then(|filing| filing.deadline.as_ref()).map(|until| until.on);
    let when = due.or(fiche.correction_due).map_or(When::Never, When::Due);
    if fiche.filing.as_ref().is_some_and(|filing| !filing.is_open()) {
        return Item::new(t::CORRECTION_OVERDUE, title, when, Route::Fiche { id }, t::READ);
    }
    Item::new(t::CORRECTION, title, when, Route::FicheEdit { id }, t::CORRECT)
}

fn is_decision(status: ProjectStatus) -> bool {
    use ProjectStatus as S;
    matches!(
        status,
        S::Selected | S::SelectedWithReservations | S::Waitlisted | S::Rejected | S::Inadmissible
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi::{
        Id,
        calendar::{CallWindow, Filing, FilingState, LocalDeadline},
        call::{CallRef, CallStatus},
        partner::{PartnerKind, PartnerRef},
    };

    fn id(last: u8) -> Id {
        Id::from_storage(format!("0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f{last:02x}"))
    }

    fn day(day: u32) -> format::Date {
        format::Date::from_ymd_opt(2026, 5, day).unwrap_or_default()
    }

    fn fiche(last: u8, status: ProjectStatus) -> ProjectSummary {
        ProjectSummary {
            id: id(last),
            number: None,
            version: 1,
            status,
            call: CallRef { id: id(200), slug: "2026".into(), title: "Appel 2026".into() },
            partner: PartnerRef { id: id(3), name: "Ateliers".into(), kind: PartnerKind::Association },
            title: "Lire".into(),
            summary: None,
            objectives: None,
            requested: None,
            filing: None,
            correction_due: None,
            filings: None,
            updated_at: "2026-05-01T10:00:00Z".parse().unwrap_or_default(),
            submitted_at: None,
            unread_messages: None,
        }
    }

    fn call() -> Call {
        Call {
            id: id(200),
            version: 1,
            programme: id(201),
            slug: "2026".into(),
            title: "Appel 2026".into(),
            status: CallStatus::Open,
            aim: String::new(),
            description: String::new(),
            deliverable: String::new(),
            opens_on: day(1),
            closes_on: day(20),
            closes_at: None,
            deadline: chrono::DateTime::UNIX_EPOCH,
            windows: vec![],
            reviews_due_on: None,
            selection_on: None,
            who_may_apply: vec![],
            reviewers_per_project: 3,
            chart: openapi::call::current_chart(),
            criteria: vec![],
            envelopes: vec![],
            published_at: None,
            decisions_published_at: None,
            created_at: chrono::DateTime::UNIX_EPOCH,
            updated_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    fn until(state: FilingState, on: u32) -> Filing {
        let instant = chrono::DateTime::UNIX_EPOCH;
        let deadline = Some(LocalDeadline { on: day(on), at: None, instant });
        Filing { state, deadline, ..Filing::OVER }
    }

    fn draft_with(filing: Filing) -> ProjectSummary {
        ProjectSummary { filing: Some(filing), ..fiche(1, ProjectStatus::Draft) }
    }

    fn only(fiche: ProjectSummary) -> Option<(String, When)> {
        let items = items(&[fiche], &[call()], true, day(2));
        items.first().map(|item| (item.what.to_string(), item.when.clone()))
    }

    #[test]
    fn a_draft_waits_with_the_deadline_that_counts_for_its_organisation() {
        let plain = draft_with(until(FilingState::Open, 20));
        assert_eq!(only(plain), Some((t::DRAFT.into(), When::Due(day(20)))));
        let extension_reason = Some("Panne".into());
        let extended = draft_with(Filing { extension_reason, ..until(FilingState::Open, 27) });
        assert_eq!(only(extended), Some((t::DRAFT_EXTENDED.into(), When::Due(day(27)))));
    }

    #[test]
    fn a_draft_between_two_windows_waits_for_the_next_one() {
        let next = CallWindow { opens_on: day(25), closes_on: day(28), closes_at: None };
        let waits = draft_with(Filing { next: Some(next), ..until(FilingState::Between, 1) });
        assert_eq!(only(waits), Some((t::DRAFT_WAITS.into(), When::Opens(day(25)))));
    }

    #[test]
    fn a_draft_of_a_closed_call_waits_for_nobody() {
        assert_eq!(items(&[draft_with(until(FilingState::Over, 1))], &[], true, day(2)), []);
    }

    #[test]
    fn a_correction_waits_until_its_day_and_then_for_the_coordination() {
        let asked = |filing| ProjectSummary { filing: Some(filing), ..fiche(1, ProjectStatus::Returned) };
        let open = only(asked(until(FilingState::Open, 9)));
        assert_eq!(open, Some((t::CORRECTION.into(), When::Due(day(9)))));
        let overdue = only(asked(until(FilingState::Over, 1)));
        assert_eq!(overdue, Some((t::CORRECTION_OVERDUE.into(), When::Due(day(1)))));
    }

    #[test]
    fn a_reader_of_the_organisation_has_nothing_to_finish() {
        let fiches = [fiche(1, ProjectStatus::Draft), fiche(2, ProjectStatus::Returned)];
        assert_eq!(items(&fiches, &[call()], false, day(2)), []);
    }

    #[test]
    fn an_open_call_waits_until_a_fiche_answers_it() {
        assert_eq!(items(&[], &[call()], true, day(2)).len(), 1);
        assert_eq!(items(&[fiche(1, ProjectStatus::Submitted)], &[call()], true, day(2)), []);
    }

    #[test]
    fn a_decision_is_news_for_two_months() {
        let fiches = [fiche(1, ProjectStatus::Rejected)];
        assert_eq!(items(&fiches, &[], true, day(2)).len(), 1);
        let later = day(2) + chrono::Days::new(100);
        assert_eq!(items(&fiches, &[], true, later), []);
    }
}
