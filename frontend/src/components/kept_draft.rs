//! What was typed earlier in a form and never saved: offered once, above the form.

use super::form::{DraftNotice, Form};
use crate::draft_store::Draft;
use yew::prelude::*;

/// Properties of [`KeptDraft`].
#[derive(Properties, PartialEq)]
pub struct KeptDraftProps<T: Clone + PartialEq + 'static> {
    /// From [`crate::draft_store::use_draft`].
    pub draft: Draft<T>,
    pub form: Form<T>,
    /// The version the form was filled from.
    #[prop_or_default]
    pub etag: Option<String>,
}

/// Offers the kept text, unless the form says the same already or is being filled anew.
#[component]
pub fn KeptDraft<T>(props: &KeptDraftProps<T>) -> Html
where
    T: Clone + PartialEq + 'static,
{
    let offered = use_state(|| true);
    let KeptDraftProps { draft, form, etag } = props;
    let Some(kept) =
        draft.found.clone().filter(|kept| *offered && !form.dirty() && kept.value != *form.value())
    else {
        return Html::default();
    };
    let ontake = {
        let (form, kept, offered) = (form.clone(), kept.clone(), offered.clone());
        Callback::from(move |()| {
            let value = kept.value.clone();
            form.change(move |typed| *typed = value);
            offered.set(false);
        })
    };
    let ondrop = {
        let (draft, offered) = (draft.clone(), offered.clone());
        Callback::from(move |()| {
            draft.clear();
            offered.set(false);
        })
    };
    html! { <DraftNotice at={kept.at} stale={kept.base != *etag} {ontake} {ondrop} /> }
}
