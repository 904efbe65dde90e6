//! The files that are on their way: each with its progress, until it is attached or given up.

use crate::{
    api::{ApiError, attachments::Upload},
    i18n::attachments as t,
};
use openapi::limits::FILE_MAX;
use std::rc::Rc;
use web_sys::File;
use yew::prelude::*;

/// How far a file is.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// Share that left, 0 to 100.
    Sending(u32),
    Failed {
        message: AttrValue,
        /// Trying again may help.
        may_pass: bool,
    },
}

/// A file on its way.
#[derive(Clone)]
pub struct Sending {
    pub key: u32,
    pub file: File,
    pub upload: Upload,
    pub stage: Stage,
}

impl Sending {
    pub fn name(&self) -> String {
        self.file.name()
    }
}

/// What the browser knows to be refused, before anything is sent.
pub fn refused(size: u64) -> Option<AttrValue> {
    match size {
        0 => Some(t::CHOSEN_EMPTY.into()),
        size if size > FILE_MAX => Some(t::too_large(size).into()),
        _ => None,
    }
}

/// What an error says beside its file.
pub fn failed(error: &ApiError) -> Stage {
    let message = match error {
        ApiError::Network => t::LOST.into(),
        error => error.message().into(),
    };
    Stage::Failed { message, may_pass: error.may_pass() }
}

/// All files on their way, in the order they were chosen.
#[derive(Clone, Default)]
pub struct Queue(pub Vec<Sending>);

/// What happens to one.
pub enum Step {
    Add(Sending),
    At(u32, Stage),
    /// Attached, or given up.
    Gone(u32),
}

impl Reducible for Queue {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let mut files = self.0.clone();
        match step {
            Step::Add(file) => files.push(file),
            Step::At(key, stage) => {
                for file in files.iter_mut().filter(|file| file.key == key) {
                    file.stage = stage.clone();
                }
            }
            Step::Gone(key) => files.retain(|file| file.key != key),
        }
        Rc::new(Queue(files))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_or_too_large_is_told_before_it_is_sent() {
        assert!(refused(0).is_some());
        assert!(refused(FILE_MAX + 1).is_some());
        assert_eq!(refused(FILE_MAX), None);
    }

    #[test]
    fn a_lost_connection_can_be_tried_again() {
        assert!(matches!(failed(&ApiError::Network), Stage::Failed { may_pass: true, .. }));
    }
}
