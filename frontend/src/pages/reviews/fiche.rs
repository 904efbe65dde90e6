//! The fiche as a reviewer reads it.

use crate::i18n::reviews as t;
use openapi::project::Project;
use yew::prelude::*;

/// The texts of the fiche, in its order.
pub fn reading(project: &Project) -> Html {
    let texts = [
        (t::FICHE_SUMMARY, &project.summary),
        (t::FICHE_NEED, &project.need),
        (t::FICHE_DESCRIPTION, &project.description),
        (t::FICHE_RESULTS, &project.expected_results),
        (t::FICHE_INNOVATION, &project.innovation),
        (t::FICHE_METHODS, &project.working_methods),
    ];
    html! {
        <>
            { for texts.into_iter().filter_map(|(label, text)| {
                let text = text.as_deref().filter(|text| !text.trim().is_empty())?;
                Some(html! { <><h3>{ label }</h3><p class="typed">{ text }</p></> })
            }) }
        </>
    }
}
