//! The programme (cité éducative) that the pages are about. Nothing in the code knows its name.

use crate::{api, components::async_content::use_load};
use openapi::programme::Programme;
use std::rc::Rc;
use yew::prelude::*;

/// What pages find in the context.
#[derive(Debug, Clone, PartialEq)]
struct Current {
    /// None while it loads, or when there is none.
    programme: Option<Rc<Programme>>,
    /// The installation is new: it has no programme yet.
    none: bool,
}

/// Properties of [`ProgrammeProvider`].
#[derive(Properties, PartialEq)]
pub struct ProgrammeProviderProps {
    #[prop_or_default]
    pub children: Html,
}

/// Reads the programmes once and gives the first one to the app.
#[component]
pub fn ProgrammeProvider(props: &ProgrammeProviderProps) -> Html {
    let programmes = use_load((), |()| api::programme::programmes());
    let current = programmes.value().and_then(|page| page.items.first().cloned()).map(Rc::new);
    let none = programmes.value().is_some_and(|page| page.items.is_empty());
    let context = Current { programme: current, none };
    html! {
        <ContextProvider<Current> {context}>{ props.children.clone() }</ContextProvider<Current>>
    }
}

/// The programme, once it is known.
#[hook]
pub fn use_programme() -> Option<Rc<Programme>> {
    use_context::<Current>().and_then(|current| current.programme)
}

/// Whether this installation has no programme yet.
#[hook]
pub fn use_no_programme() -> bool {
    use_context::<Current>().is_some_and(|current| current.none)
}
