//! What waits for the coordination and the carriers: admissibility, reviewers, decisions, signatures, publication.

use super::{
    items::{Item, When, first},
    reading::visible,
};
use crate::{
    api::{self, ApiError, every::every},
    i18n::{fiche as f, todo as t},
    routes::Route,
    session::Session,
};
use futures_util::future::{join3, try_join_all};
use openapi::{
    Id, ProjectStatus, Role,
    call::{Call, CallFilter, CallStatus},
    committee::Publication,
    project::{ProjectFilter, ProjectSummary},
    review::{Assignment, ReviewStatus},
};

/// How many fiches of a call are named.
const NAMED: usize = 5;

/// What is known of a call that is not decided.
struct Work {
    call: Call,
    /// Filed, under correction, admissible or under review.
    filed: Vec<ProjectSummary>,
    /// None for who may not read them.
    assignments: Option<Vec<Assignment>>,
    publication: Option<Publication>,
}

/// Who looks.
struct Reader {
    coordinates: bool,
    /// Institutions that the person signs for.
    signs_for: Vec<Id>,
}

/// Reads what waits in the calls that are not decided.
///
/// # Errors
/// The first refusal, except of what the reader may not see.
pub async fn waiting(session: &Session) -> Result<Vec<Item>, ApiError> {
    let carriers = session.memberships().iter().filter(|membership| membership.role == Role::Carrier);
    let signs_for = carriers.filter_map(|membership| Some(membership.partner.as_ref()?.id.clone())).collect();
    let reader = Reader { coordinates: session.has(Role::Coordinator), signs_for };
    let filter = CallFilter { status: Some("upcoming,open,closed".into()), programme: None };
    let calls = api::calls::list(&filter, None).await?.body.items;
    let coordinates = reader.coordinates;
    let work = try_join_all(calls.into_iter().map(|call| work(call, coordinates))).await?;
    Ok(work.iter().flat_map(|work| items(work, &reader)).collect())
}

async fn work(call: Call, coordinates: bool) -> Result<Work, ApiError> {
    let id = call.id.to_string();
    let filed = async {
        if !coordinates {
            return Ok(Vec::new());
        }
        let page = every(|cursor| {
            let filter = ProjectFilter {
                call: Some(id.clone()),
                status: Some("submitted,returned,admissible,under_review".into()),
                ..ProjectFilter::default()
            };
            async move { api::projects::list(&filter, None, None, cursor.as_deref()).await }
        });
        Ok(visible(page.await)?.map(|page| page.items).unwrap_or_default())
    };
    let assignments = async {
        if !coordinates {
            return Ok(None);
        }
        let page = every(|cursor| {
            let id = id.clone();
            async move { api::reviews::assignments(&id, false, cursor.as_deref()).await }
        });
        Ok(visible(page.await)?.map(|page| page.items))
    };
    let publication = async { visible(api::committee::publication(&id).await) };
    let (filed, assignments, publication) = join3(filed, assignments, publication).await;
    Ok(Work { filed: filed?, assignments: assignments?, publication: publication?, call })
}

fn items(work: &Work, reader: &Reader) -> Vec<Item> {
    let mut items = Vec::new();
    if reader.coordinates {
        items.extend(admissibility(work));
        items.extend(overdue(work));
        items.extend(reviewers(work));
        items.extend(recused(work));
    }
    if let Some(publication) = work.publication.as_ref().filter(|known| known.published_at.is_none()) {
        items.extend(decisions(work, publication, reader));
    }
    items
}

fn committee(call: &Call) -> When {
    call.selection_on.map_or(When::Never, When::Committee)
}

fn of_status(work: &Work, status: ProjectStatus) -> Vec<&ProjectSummary> {
    work.filed.iter().filter(|fiche| fiche.status == status).collect()
}

/// Fiches whose admissibility is to be examined, each leading to its page.
fn admissibility(work: &Work) -> Vec<Item> {
    let submitted = of_status(work, ProjectStatus::Submitted);
    let (named, more) = first(&submitted, NAMED);
    let named = named.iter().map(|fiche| {
        let id = fiche.id.to_string();
        let (what, to, verb) = if fiche.filings > Some(1) {
            (t::CORRECTED, Route::FicheVersions { id }, t::COMPARE)
        } else {
            (t::ADMISSIBILITY, Route::Fiche { id }, t::EXAMINE)
        };
        Item::new(what, f::title_or(&fiche.title).to_owned(), committee(&work.call), to, verb)
    });
    let all = Route::ManageSubmissions { id: work.call.slug.clone() };
    let rest = (more > 0).then(|| {
        Item::new(t::more_submissions(more), work.call.title.clone(), committee(&work.call), all, t::SEE)
    });
    named.chain(rest).collect()
}

/// Corrections that did not come in time: more time, or not admissible.
fn overdue(work: &Work) -> Vec<Item> {
    let late = |fiche: &&&ProjectSummary| fiche.filing.as_ref().is_some_and(|filing| !filing.is_open());
    let returned = of_status(work, ProjectStatus::Returned);
    let item = |fiche: &&ProjectSummary| {
        let when = fiche.correction_due.map_or(When::Never, When::Due);
        let to = Route::Fiche { id: fiche.id.to_string() };
        Item::new(t::OVERDUE, f::title_or(&fiche.title).to_owned(), when, to, t::SEE)
    };
    returned.iter().filter(late).map(item).collect()
}

/// Admissible fiches that nobody reviews.
fn reviewers(work: &Work) -> Option<Item> {
    let assignments = work.assignments.as_ref()?;
    let admissible = of_status(work, ProjectStatus::Admissible);
    let alone =
        |fiche: &&&ProjectSummary| assignments.iter().all(|assignment| assignment.project.id != fiche.id);
    let count = admissible.iter().filter(alone).count();
    let to = Route::ManageSubmissions { id: work.call.slug.clone() };
    (count > 0).then(|| {
        Item::new(t::without_reviewer(count), work.call.title.clone(), committee(&work.call), to, t::ASSIGN)
    })
}

/// Reviewers whom a conflict of interest keeps from their fiche, still under review.
fn recused(work: &Work) -> Option<Item> {
    let reviewed: Vec<&Id> = [ProjectStatus::Admissible, ProjectStatus::UnderReview]
        .into_iter()
        .flat_map(|status| of_status(work, status))
        .map(|fiche| &fiche.id)
        .collect();
    let assignments = work.assignments.as_ref()?.iter();
    let count = assignments.filter(|one| one.recused && reviewed.contains(&&one.project.id)).count();
    let to = Route::ManageSubmissions { id: work.call.slug.clone() };
    (count > 0).then(|| {
        Item::new(t::to_replace(count), work.call.title.clone(), committee(&work.call), to, t::REPLACE)
    })
}

/// Every review asked for is in.
fn reviewed(work: &Work) -> bool {
    let assignments: Vec<&Assignment> =
        work.assignments.iter().flatten().filter(|assignment| !assignment.recused).collect();
    let done = |status: Option<ReviewStatus>| {
        matches!(status, Some(ReviewStatus::Submitted | ReviewStatus::Abstained))
    };
    !assignments.is_empty() && assignments.iter().all(|assignment| done(assignment.review_status))
}

/// Decisions to take, to sign, to publish.
fn decisions(work: &Work, publication: &Publication, reader: &Reader) -> Option<Item> {
    let Publication { undecided, unsigned, selected, waitlisted, rejected, ready, .. } = publication;
    let call = &work.call;
    let taken = selected + waitlisted + rejected;
    let signatures = Route::ManageSignatures { id: call.slug.clone() };
    let item = |what: String, to: Route, verb: &'static str| {
        Some(Item::new(what, call.title.clone(), committee(call), to, verb))
    };
    if !undecided.is_empty() {
        // While the call is open, decisions wait for the reviews.
        let time = call.status == CallStatus::Closed || taken > 0 || reviewed(work);
        if !reader.coordinates || !time {
            return None;
        }
        return item(
            t::to_decide(undecided.len()),
            Route::ManageDecisions { id: call.slug.clone() },
            t::DECIDE_VERB,
        );
    }
    if taken == 0 {
        return None;
    }
    if unsigned.iter().any(|carrier| reader.signs_for.contains(&carrier.id)) {
        return item(t::SIGN.into(), signatures, t::SIGN_VERB);
    }
    if !reader.coordinates {
        return None;
    }
    if *ready {
        return item(t::PUBLISH.into(), signatures, t::PUBLISH_VERB);
    }
    let names = unsigned.iter().map(|carrier| carrier.name.as_str()).collect::<Vec<_>>().join(", ");
    item(format!("{}\u{a0}: {names}", t::SIGNATURES), signatures, t::SEE)
}
