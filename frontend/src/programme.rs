//! The programme (cité éducative) that the pages are about. Nothing in the code knows its name.

use crate::{api, components::async_content::use_load};
use openapi::programme::Programme;
use std::rc::Rc;
use yew::prelude::*;

/// What pages find in the context; none while it loads, or when there is no programme yet.
#[derive(Debug, Clone, PartialEq)]
struct Current(Option<Rc<Programme>>);

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
    html! {
        <ContextProvider<Current> context={Current(current)}>{ props.children.clone() }</ContextProvider<Current>>
    }
}

/// The programme, once it is known.
#[hook]
pub fn use_programme() -> Option<Rc<Programme>> {
    use_context::<Current>().and_then(|current| current.0)
}
