//! What waits to be read: messages on the person's projects.

use super::items::{Item, When};
use crate::{
    api::{self, ApiError},
    i18n::{fiche as f, messages as t},
    routes::Route,
};
use openapi::project::ProjectFilter;

/// Reads which projects have messages that the person has not read.
///
/// # Errors
/// The first refusal.
pub async fn waiting() -> Result<Vec<Item>, ApiError> {
    let filter = ProjectFilter { unread: Some(true), ..ProjectFilter::default() };
    let projects = api::projects::list(&filter, None, Some("-updated_at"), None).await?.body.items;
    Ok(projects
        .into_iter()
        .map(|project| {
            let what = t::unread(project.unread_messages.unwrap_or(1));
            let to = Route::Fiche { id: project.id.to_string() };
            Item::new(what, f::title_or(&project.title).to_owned(), When::Never, to, t::READ)
        })
        .collect())
}
