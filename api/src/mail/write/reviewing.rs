//! Mails to those who review.

use super::{Link, Subject, queue};
use crate::{
    catalogue::StoredCall,
    db::AnyConnection,
    french,
    http::fail::Fail,
    mail::{Desk, Recipient, letters::Assigned},
};

/// Tells a reviewer that `count` projects of a call were assigned; `cause` is the id of the first assignment of those given at
/// once.
pub fn assigned(
    connection: &mut AnyConnection,
    desk: &Desk<'_>,
    call: &StoredCall,
    to: &Recipient,
    count: usize,
    cause: &str,
) -> Result<(), Fail> {
    let letter = Assigned {
        call: call.wire.title.clone(),
        projects: if count < 2 {
            format!("{count}\u{a0}fiche-action")
        } else {
            format!("{count}\u{a0}fiches-actions")
        },
        due: call.wire.reviews_due_on.map(french::day).unwrap_or_default(),
    };
    let about = Subject { programme: Some(call.programme()), call: Some(call.id()), project: None };
    queue(connection, desk, about, to, cause, Link::to("/evaluations"), &letter).map(drop)
}
