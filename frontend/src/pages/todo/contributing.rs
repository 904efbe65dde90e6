//! What the person's organisations have to say of themselves: contributions to confirm, profiles to complete.

use super::items::{Item, When};
use crate::{
    api::{self, ApiError},
    i18n::{contributions as t, fiche as f},
    routes::Route,
    session::Session,
};
use futures_util::future::try_join_all;
use openapi::{PartnerRole, Role, advice::profile_gaps, contribution::ContributionState};

/// Contributions that wait for an answer.
///
/// # Errors
/// The first refusal.
pub async fn waiting() -> Result<Vec<Item>, ApiError> {
    let pending = api::contributions::mine(Some(ContributionState::Pending), None).await?.body.items;
    let open = pending.into_iter().filter(|one| one.open);
    Ok(open
        .map(|one| {
            let title = f::title_or(&one.title).to_owned();
            Item::new(t::WAITING, title, When::Never, Route::Contributions, t::ANSWER)
        })
        .collect())
}

/// Profiles that lack something, for owners.
///
/// # Errors
/// The first refusal.
pub async fn profiles(session: &Session) -> Result<Vec<Item>, ApiError> {
    let owned = session.memberships().iter().filter(|membership| {
        membership.role == Role::Partner && membership.partner_role == Some(PartnerRole::Owner)
    });
    let ids: Vec<String> =
        owned.filter_map(|membership| Some(membership.partner.as_ref()?.id.to_string())).collect();
    let partners = try_join_all(ids.iter().map(|id| api::partners::read(id))).await?;
    let lacking = partners.into_iter().filter(|answer| !profile_gaps(&answer.body).is_empty());
    Ok(lacking
        .map(|answer| {
            let id = answer.body.id.to_string();
            Item::new(
                t::PROFILE_WAITING,
                answer.body.name,
                When::Never,
                Route::Organisation { id },
                t::COMPLETE,
            )
        })
        .collect())
}
