//! Saving a review: started by the first save, changed by the next ones.

use super::scores;
use crate::api::{self, Answer, ApiError, ApiResult, merge_patch};
use openapi::{
    ErrorCode, Id,
    call::Criterion,
    review::{Review, ReviewInput},
};
use std::{cell::RefCell, rc::Rc};

/// Whether a refused save means that the same review was saved in another window.
pub fn was_saved_elsewhere(error: &ApiError) -> bool {
    error.is_stale() || error.code() == Some(ErrorCode::Duplicate)
}

/// What the server has of the review.
#[derive(Debug, Clone, PartialEq)]
struct Known {
    id: Id,
    etag: Option<String>,
    value: ReviewInput,
}

/// The review on the server, as far as this page knows; clones share it.
#[derive(Clone)]
pub struct OnServer {
    project: String,
    criteria: Rc<Vec<Criterion>>,
    /// One for this page, so that a lost answer cannot start two reviews.
    key: String,
    known: Rc<RefCell<Option<Known>>>,
}

impl PartialEq for OnServer {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.known, &other.known)
    }
}

impl OnServer {
    /// With the review that was read, if it was begun.
    pub fn new(project: &Id, criteria: &[Criterion], review: Option<&Review>) -> Self {
        let this = Self {
            project: project.to_string(),
            criteria: Rc::new(criteria.to_vec()),
            key: api::random_uuid(),
            known: Rc::default(),
        };
        if let Some(review) = review {
            this.learn(review, None);
        }
        this
    }

    /// The version, once there is one.
    pub fn etag(&self) -> Option<String> {
        self.known.borrow().as_ref().and_then(|known| known.etag.clone())
    }

    fn learn(&self, review: &Review, etag: Option<String>) {
        *self.known.borrow_mut() = Some(Known {
            id: review.id.clone(),
            etag: etag.or_else(|| Some(format!("\"{}\"", review.version))),
            value: scores::filled(&self.criteria, Some(review)),
        });
    }

    fn learnt(&self, answer: ApiResult<Review>) -> Result<(), ApiError> {
        answer.map(|Answer { body, etag }| self.learn(&body, etag))
    }

    /// Saves; the first time, starts the review.
    pub async fn save(&self, value: ReviewInput) -> Result<(), ApiError> {
        let known = self.known.borrow().clone();
        match known {
            Some(known) => {
                let changes = merge_patch::between(&known.value, &value);
                self.learnt(api::reviews::update(known.id.as_str(), &changes, known.etag.as_deref()).await)
            }
            None => self.learnt(api::reviews::start(&self.project, &value, &self.key).await),
        }
    }

    /// Reads what was saved elsewhere: in another window of the same person.
    pub async fn reread(&self, me: &Id) -> Result<Option<ReviewInput>, ApiError> {
        let known = self.known.borrow().as_ref().map(|known| known.id.to_string());
        if let Some(id) = known {
            self.learnt(api::reviews::read(&id).await)?;
        } else {
            let begun = api::reviews::of_project(&self.project).await?.body.items;
            begun.iter().filter(|review| review.reviewer.id == *me).for_each(|own| self.learn(own, None));
        }
        Ok(self.known.borrow().as_ref().map(|known| known.value.clone()))
    }

    /// Files the review as it is saved.
    pub async fn submit(&self) -> ApiResult<Review> {
        let known = self.known.borrow().clone();
        match known {
            Some(known) => api::reviews::submit(known.id.as_str(), known.etag.as_deref()).await,
            None => Err(ApiError::Network),
        }
    }
}
