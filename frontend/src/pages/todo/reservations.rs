//! Reservations: to be met by the partner, to be looked at by the coordination.

use super::{
    items::{Item, When},
    reading::visible,
};
use crate::{
    api::{self, ApiError},
    i18n::{fiche as f, todo as t},
    routes::Route,
};
use futures_util::future::{join, try_join_all};
use openapi::{
    call::{Call, CallFilter},
    project::Project,
    reservation::{ProjectReservation, ReservationState},
};

/// What a partner still has to answer on a project, with its day.
pub fn asked(project: &Project) -> Vec<Item> {
    let title = f::title_or(&project.title).to_owned();
    let reservations = project.decision.iter().flat_map(|decision| &decision.reservations);
    let open = reservations.filter(|one| one.state == ReservationState::Open);
    open.map(|one| {
        let to = Route::Fiche { id: project.id.to_string() };
        Item::new(t::reservation(&one.what), title.clone(), When::Due(one.due), to, t::ANSWER)
    })
    .collect()
}

/// What the coordination has to do after a publication: letters that are kept back, answers of partners to look at.
///
/// # Errors
/// The first refusal, except of what the reader may not see.
pub async fn answered() -> Result<Vec<Item>, ApiError> {
    let filter = CallFilter { status: Some("decided".into()), programme: None };
    let calls = api::calls::list(&filter, None).await?.body.items;
    let found = try_join_all(calls.into_iter().map(|call| async move {
        let ask = api::emails::Ask {
            state: Some("held".into()),
            kind: Some("decision".into()),
            call: Some(call.id.to_string()),
            ..Default::default()
        };
        let (letters, page) =
            join(api::emails::list(&ask), api::session::reservations(call.id.as_str())).await;
        let held = visible(letters)?.map_or(0, |page| page.total);
        let answers = visible(page)?.map(|page| proven(&call, &page.items)).unwrap_or_default();
        Ok::<_, ApiError>(letters_of(&call, held).into_iter().chain(answers).collect::<Vec<_>>())
    }));
    Ok(found.await?.into_iter().flatten().collect())
}

/// Nobody is told of a decision before they are read and let go.
fn letters_of(call: &Call, held: i64) -> Option<Item> {
    let to = Route::ManageAftermath { id: call.slug.clone() };
    (held > 0).then(|| Item::new(t::held_letters(held), call.title.clone(), When::Never, to, t::READ_LETTERS))
}

fn proven(call: &Call, lines: &[ProjectReservation]) -> Vec<Item> {
    let waiting = lines.iter().filter(|line| line.reservation.state == ReservationState::Proven);
    waiting
        .map(|line| {
            let to = Route::ManageAftermath { id: call.slug.clone() };
            Item::new(
                t::answered(&line.reservation.what),
                line.project.title.clone(),
                When::Never,
                to,
                t::CHECK,
            )
        })
        .collect()
}
