//! A fiche as the pages that write it open it.

use super::catalogue::Catalogue;
use crate::{
    api::{self, Answer, ApiResult},
    components::async_content::{Loaded, use_load},
    session::use_session,
};
use openapi::{Id, project::Project};
use std::rc::Rc;
use yew::prelude::*;

/// A project with what its fiche chooses from.
#[derive(Debug, PartialEq)]
pub struct Opened {
    pub project: Rc<Project>,
    pub catalogue: Rc<Catalogue>,
}

/// Reads a project, then what its fiche chooses from.
///
/// # Errors
/// The first refusal.
pub async fn open(id: String) -> ApiResult<Opened> {
    let Answer { body: project, etag } = api::projects::read(&id).await?;
    let (call, programme) = (project.call.id.to_string(), project.programme.id.to_string());
    let catalogue = Catalogue::read(call, programme).await?.body.with_project(&project);
    Ok(Answer { body: Opened { project: Rc::new(project), catalogue: Rc::new(catalogue) }, etag })
}

/// Whether the reader may write the fiche now: for its organisation, or invited to it.
pub fn writable(project: &Project) -> bool {
    project.status.is_editable() && project.access.is_some_and(|access| access.write)
}

/// What was opened first by this person: logging in again, once a session ended, must not take the page away.
pub type Held<T> = Option<(Rc<T>, Option<AttrValue>)>;

/// Like [`use_load`], and keeps what came first while the same person is there.
#[hook]
pub fn use_held<T, F, Fut>(id: String, fetch: F) -> (Loaded<T>, Held<T>)
where
    T: 'static,
    F: FnOnce(String) -> Fut + 'static,
    Fut: Future<Output = ApiResult<T>> + 'static,
{
    let person: Option<Id> = use_session().me().map(|me| me.id.clone());
    let loaded = use_load(id, fetch);
    let held = use_mut_ref(|| None::<(Option<Id>, Rc<T>, Option<AttrValue>)>);
    let mut held = held.borrow_mut();
    if held.as_ref().is_none_or(|(owner, ..)| *owner != person) {
        *held = loaded.value().map(|value| (person, value, loaded.etag()));
    }
    let kept = held.as_ref().map(|(_, value, etag)| (Rc::clone(value), etag.clone()));
    (loaded, kept)
}
