//! Messages on a project between its partner and the coordination. Nobody else knows of them.

pub mod digest;
mod routes;
pub mod store;

pub use routes::configure;

use crate::projects::{Seen, rules::Standpoint};
use openapi::message::MessageSide;

/// On which side a reader of a project stands, if on one. Who acts for the applicant stands there, whatever else.
pub fn side(standpoint: Standpoint) -> Option<MessageSide> {
    if standpoint.own {
        Some(MessageSide::Applicant)
    } else if standpoint.coordinator {
        Some(MessageSide::Coordination)
    } else {
        None
    }
}

/// Whether a reader may write: the coordination always, who reads for the applicant does not.
fn writes(seen: &Seen, side: MessageSide) -> bool {
    side == MessageSide::Coordination || seen.standpoint.editor
}

/// How many messages wait for a reader, from the sides that [`crate::projects::store`] reads; none for whom they are not.
pub fn unread(standpoint: Standpoint, sides: Option<&str>) -> Option<u32> {
    let other = side(standpoint)?.other();
    let waiting = sides.unwrap_or_default().split(',').filter(|side| *side == other.as_str());
    Some(u32::try_from(waiting.count()).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_other_side_waits_to_be_read() {
        let partner = Standpoint { own: true, coordinator: true, ..Standpoint::default() };
        let coordinator = Standpoint { coordinator: true, ..Standpoint::default() };
        let sides = Some("applicant,coordination,applicant");
        assert_eq!(unread(partner, sides), Some(1));
        assert_eq!(unread(coordinator, sides), Some(2));
        assert_eq!(unread(coordinator, None), Some(0));
        assert_eq!(
            unread(Standpoint { carrier: true, observer: true, ..Standpoint::default() }, sides),
            None
        );
    }
}
