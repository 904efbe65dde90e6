//! A new action, or one that renews an earlier one: with what became of that.

use super::PartProps;
use crate::{
    api,
    components::{
        async_content::{Skeleton, use_load},
        form::{Choice, Radios, Select},
    },
    i18n::{fiche as t, fiche_form as w},
    pages::project::earlier::Earlier,
};
use openapi::{
    Id, ProjectStatus,
    project::{ProjectFilter, ProjectInput},
};
use yew::prelude::*;

const NEW: &str = "nouvelle";
const RENEWAL: &str = "suite";

/// Asks whether the action is new; of a renewal, which earlier one.
#[component]
pub fn RenewalField(props: &PartProps) -> Html {
    let form = &props.form;
    let errors = form.errors();
    let lead = props.project.partner.id.to_string();
    let own = props.project.id.clone();
    let filed = use_load(lead, |lead| async move {
        let statuses: Vec<&str> = ProjectStatus::ALL
            .into_iter()
            .filter(|status| *status != ProjectStatus::Draft)
            .map(ProjectStatus::as_str)
            .collect();
        let filter = ProjectFilter {
            partner: Some(lead),
            status: Some(statuses.join(",")),
            ..ProjectFilter::default()
        };
        api::projects::list(&filter, None, Some("-updated_at"), None).await
    });
    let chosen = form.value().renewal_of.as_ref().map(Id::to_string);
    // The answer « renewal » comes before which one it is.
    let renews = use_state(|| chosen.is_some());
    let onkind = {
        let (renews, form) = (renews.clone(), form.clone());
        Callback::from(move |kind: String| {
            renews.set(kind == RENEWAL);
            if kind == NEW {
                form.change(|fiche| fiche.renewal_of = None);
            }
        })
    };
    let kinds = vec![Choice::new(NEW, w::NEW_ACTION), Choice::new(RENEWAL, w::RENEWED_ACTION)];
    let renewing = *renews || chosen.is_some();
    html! {
        <>
            <Radios at="/renewal" legend={w::KIND_OF_ACTION} hint={w::KIND_OF_ACTION_HINT} choices={kinds}
                value={if renewing { RENEWAL } else { NEW }} errors={errors.clone()} onchange={onkind} />
            if renewing {
                { filed.view(Skeleton::Lines(2), |page| {
                    let earlier = page.items.iter().filter(|project| project.id != own);
                    let choices: Vec<Choice> = earlier
                        .map(|project| Choice::new(project.id.to_string(), w::earlier(t::title_or(&project.title), &project.call.title)))
                        .collect();
                    if choices.is_empty() && chosen.is_none() {
                        return html! { <p class="field-hint">{ w::NOTHING_TO_RENEW }</p> };
                    }
                    html! {
                        <Select at="/renewal_of" label={w::RENEWED} empty={w::CHOOSE_EARLIER} optional=true {choices}
                            value={chosen.clone().unwrap_or_default()} errors={errors.clone()}
                            onchange={form.edit(|fiche: &mut ProjectInput, id: String| fiche.renewal_of = id.parse().ok())} />
                    }
                }) }
                if let Some(id) = &chosen {
                    <Earlier id={id.clone()} />
                }
            }
        </>
    }
}
