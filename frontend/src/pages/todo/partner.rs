//! What waits for a partner: drafts, corrections, decisions, open calls.

use super::items::{Item, When};
use crate::{
    api::{self, ApiError, every::every},
    format,
    i18n::{fiche as f, todo as t},
    routes::Route,
};
use futures_util::future::try_join_all;
use openapi::{
    Id, ProjectStatus,
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
    let (mine, open) = (mine.body.items, open.body.items);
    // Only the project itself says until when it can be corrected.
    let returned = mine.iter().filter(|fiche| fiche.status == ProjectStatus::Returned);
    let corrections = try_join_all(returned.map(|fiche| async {
        api::projects::read(fiche.id.as_str()).await.map(|answer| {
            let due = answer.body.correction.map(|correction| correction.due);
            (fiche.id.clone(), due)
        })
    }))
    .await?;
    Ok(items(&mine, &open, &corrections, writes, format::today()))
}

fn items(
    mine: &[ProjectSummary],
    open: &[Call],
    corrections: &[(Id, Option<format::Date>)],
    writes: bool,
    today: format::Date,
) -> Vec<Item> {
    let of_fiche = |fiche: &ProjectSummary| -> Option<Item> {
        let title = f::title_or(&fiche.title).to_owned();
        let id = fiche.id.to_string();
        match fiche.status {
            ProjectStatus::Draft if writes => {
                let call = open.iter().find(|call| call.id == fiche.call.id)?;
                Some(Item::new(
                    t::DRAFT,
                    title,
                    When::Due(call.closes_on),
                    Route::FicheEdit { id },
                    t::CONTINUE,
                ))
            }
            ProjectStatus::Returned if writes => {
                let due = corrections.iter().find(|(of, _)| *of == fiche.id).and_then(|(_, due)| *due);
                let when = due.map_or(When::Never, When::Due);
                Some(Item::new(t::CORRECTION, title, when, Route::FicheEdit { id }, t::CORRECT))
            }
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
            updated_at: "2026-05-01T10:00:00Z".parse().unwrap_or_default(),
            submitted_at: None,
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
            selection_on: None,
            who_may_apply: vec![],
            reviewers_per_project: 3,
            criteria: vec![],
            envelopes: vec![],
            published_at: None,
            decisions_published_at: None,
            created_at: chrono::DateTime::UNIX_EPOCH,
            updated_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_draft_waits_with_the_deadline_of_its_call() {
        let items = items(&[fiche(1, ProjectStatus::Draft)], &[call()], &[], true, day(2));
        assert_eq!(items.len(), 1);
        assert_eq!(items.first().map(|item| item.when.clone()), Some(When::Due(day(20))));
    }

    #[test]
    fn a_draft_of_a_closed_call_waits_for_nobody() {
        assert_eq!(items(&[fiche(1, ProjectStatus::Draft)], &[], &[], true, day(2)), []);
    }

    #[test]
    fn a_reader_of_the_organisation_has_nothing_to_finish() {
        let fiches = [fiche(1, ProjectStatus::Draft), fiche(2, ProjectStatus::Returned)];
        assert_eq!(items(&fiches, &[call()], &[], false, day(2)), []);
    }

    #[test]
    fn an_open_call_waits_until_a_fiche_answers_it() {
        assert_eq!(items(&[], &[call()], &[], true, day(2)).len(), 1);
        assert_eq!(items(&[fiche(1, ProjectStatus::Submitted)], &[call()], &[], true, day(2)), []);
    }

    #[test]
    fn a_decision_is_news_for_two_months() {
        let fiches = [fiche(1, ProjectStatus::Rejected)];
        assert_eq!(items(&fiches, &[], &[], true, day(2)).len(), 1);
        let later = day(2) + chrono::Days::new(100);
        assert_eq!(items(&fiches, &[], &[], true, later), []);
    }
}
