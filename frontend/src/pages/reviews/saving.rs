//! Saving a review: started by the first save, changed by the next ones.
//!
//! An answer can be lost on its way back. What is refused because the server has it already is no refusal: it is read again, and
//! where it says what was sent, it counts as saved, or as filed.

use super::scores;
use crate::api::{self, Answer, ApiError, ApiResult, merge_patch};
use openapi::{
    ErrorCode, Id,
    call::Criterion,
    review::{Review, ReviewInput, ReviewStatus},
};
use std::{cell::RefCell, rc::Rc};

/// Whether a refused save means that the same review was saved in another window.
pub fn was_saved_elsewhere(error: &ApiError) -> bool {
    error.is_stale() || error.code() == Some(ErrorCode::Duplicate)
}

/// Whether a refused filing may mean that it was filed before, and the answer lost.
fn may_be_filed(error: &ApiError) -> bool {
    error.is_stale() || matches!(error.code(), Some(ErrorCode::TransitionNotAllowed | ErrorCode::Duplicate))
}

fn is_filed(review: &Review) -> bool {
    matches!(review.status, ReviewStatus::Submitted | ReviewStatus::Abstained)
}

/// Whether two reviews say the same: the server cuts blanks at the ends.
fn same(one: &ReviewInput, other: &ReviewInput) -> bool {
    let cut = |input: &ReviewInput| {
        let mut input = input.clone();
        for text in [&mut input.message, &mut input.confidential_note] {
            *text = text.trim().to_owned();
        }
        for score in &mut input.scores {
            score.comment = score.comment.trim().to_owned();
        }
        input.abstention_reason = input.abstention_reason.map(|text| text.trim().to_owned());
        input
    };
    cut(one) == cut(other)
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
    known: Rc<RefCell<Option<Known>>>,
    /// What was sent and got no answer.
    unanswered: Rc<RefCell<Vec<ReviewInput>>>,
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
            known: Rc::default(),
            unanswered: Rc::default(),
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

    /// Saves; the first time, starts the review. A second start is refused by the server, whatever was sent.
    pub async fn save(&self, value: ReviewInput, me: Option<&Id>) -> Result<(), ApiError> {
        let error = match self.send(&value).await {
            Err(error) if was_saved_elsewhere(&error) => error,
            answer => return answer,
        };
        let Some(found) = self.found(me).await else { return Err(error) };
        let there = scores::filled(&self.criteria, Some(&found));
        if same(&there, &value) {
            self.learn(&found, None);
            return Ok(());
        }
        // What this page sent earlier is nobody else's change: what was typed since then goes over it.
        if !self.unanswered.borrow().iter().any(|sent| same(sent, &there)) {
            return Err(error);
        }
        self.learn(&found, None);
        self.send(&value).await
    }

    async fn send(&self, value: &ReviewInput) -> Result<(), ApiError> {
        self.unanswered.borrow_mut().push(value.clone());
        let known = self.known.borrow().clone();
        let answer = match known {
            Some(known) => {
                let changes = merge_patch::between(&known.value, value);
                api::reviews::update(known.id.as_str(), &changes, known.etag.as_deref()).await
            }
            None => api::reviews::start(&self.project, value).await,
        };
        match &answer {
            Ok(_) => self.unanswered.borrow_mut().clear(),
            // It may have arrived.
            Err(ApiError::Network | ApiError::Unreadable { .. }) => {}
            Err(_) => drop(self.unanswered.borrow_mut().pop()),
        }
        self.learnt(answer)
    }

    /// The review as the server has it now.
    async fn found(&self, me: Option<&Id>) -> Option<Review> {
        self.current(me).await.ok().flatten()
    }

    async fn current(&self, me: Option<&Id>) -> Result<Option<Review>, ApiError> {
        let known = self.known.borrow().as_ref().map(|known| known.id.to_string());
        if let Some(id) = known {
            return Ok(Some(api::reviews::read(&id).await?.body));
        }
        let begun = api::reviews::of_project(&self.project).await?.body.items;
        Ok(begun.into_iter().find(|review| Some(&review.reviewer.id) == me))
    }

    /// Reads what was saved elsewhere: in another window of the same person.
    pub async fn reread(&self, me: &Id) -> Result<Option<ReviewInput>, ApiError> {
        if let Some(found) = self.current(Some(me)).await? {
            self.learn(&found, None);
        }
        Ok(self.known.borrow().as_ref().map(|known| known.value.clone()))
    }

    /// Files the review as it is saved.
    pub async fn submit(&self) -> ApiResult<Review> {
        let known = self.known.borrow().clone();
        let Some(known) = known else { return Err(ApiError::Network) };
        match api::reviews::submit(known.id.as_str(), known.etag.as_deref()).await {
            Err(error) if may_be_filed(&error) => match api::reviews::read(known.id.as_str()).await {
                Ok(now)
                    if is_filed(&now.body)
                        && same(&scores::filled(&self.criteria, Some(&now.body)), &known.value) =>
                {
                    Ok(now)
                }
                _ => Err(error),
            },
            answer => answer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_a_blank_at_its_end_is_what_was_sent_and_another_is_not() {
        let typed = ReviewInput { message: "Clair. ".into(), ..ReviewInput::default() };
        let saved = ReviewInput { message: "Clair.".into(), ..ReviewInput::default() };
        assert!(same(&typed, &saved));
        assert!(!same(&typed, &ReviewInput::default()));
    }
}
