//! « Enregistré à 14:32 », « Hors ligne : gardé sur cet appareil ».

use super::editor::Status;
use crate::{components::icon::Icon, format, i18n::fiche as t};
use yew::prelude::*;

/// Properties of [`SavedLine`].
#[derive(Properties, PartialEq)]
pub struct SavedLineProps {
    pub status: Status,
    /// Something typed is not saved.
    pub dirty: bool,
}

/// Says where what is typed stands. Screen readers hear of what went wrong, not of each save.
#[component]
pub fn SavedLine(props: &SavedLineProps) -> Html {
    let (icon, text, urgent) = match (props.status, props.dirty) {
        (Status::Saving, _) => (Icon::Clock, t::SAVING.to_owned(), false),
        (Status::Offline, true) => (Icon::Alert, t::OFFLINE.to_owned(), true),
        (Status::NotSaved, true) => (Icon::Alert, t::NOT_SAVED.to_owned(), true),
        (Status::Saved(_), true) => (Icon::Edit, t::UNSAVED.to_owned(), false),
        (Status::Saved(at), false) => (Icon::Check, t::saved_at(at, format::today()), false),
        (Status::Offline | Status::NotSaved, false) => return Html::default(),
    };
    html! {
        <>
            <p class="saved-line" data-urgent={urgent.to_string()}>{ icon.draw() }{ &text }</p>
            <p class="visually-hidden" role="status">if urgent { { text } }</p>
        </>
    }
}
