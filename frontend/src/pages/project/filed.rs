//! Right after filing: that it is done, what proves it, what comes next, and what one can still do.

use crate::{
    components::{
        download::{Downloads, Offered},
        icon::Icon,
    },
    format,
    i18n::{documents as d, project as t},
};
use openapi::{call::Call, project::Project};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Properties of [`FiledPanel`].
#[derive(Properties, PartialEq)]
pub struct FiledPanelProps {
    pub project: Rc<Project>,
    /// Its calendar, once it is read.
    pub call: Option<Rc<Call>>,
}

/// The page one wants to keep: number and time in large, the papers, and the way ahead.
#[component]
pub fn FiledPanel(props: &FiledPanelProps) -> Html {
    let project = &props.project;
    let node = use_node_ref();
    {
        // What was just done comes before the name of the page.
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(element) = node.cast::<HtmlElement>() {
                let _ = element.focus();
            }
        });
    }
    let Some(receipt) = &project.receipt else { return Html::default() };
    let again = project.filings.is_some_and(|filings| filings > 1);
    let selection = props.call.as_ref().and_then(|call| call.selection_on);
    html! {
        <section class="panel filed" ref={node} tabindex="-1" aria-labelledby="depot">
            <h2 id="depot">{ Icon::Check.draw() }{ if again { t::FILED_AGAIN_TITLE } else { t::FILED_TITLE } }</h2>
            <p class="filed-number"><span>{ t::NUMBER }</span>{ " " }<strong>{ &receipt.number }</strong></p>
            <p>{ t::filed_at(&format::date_time(receipt.submitted_at)) }</p>
            <p>{ t::FILED_TEXT }</p>
            <Downloads documents={vec![
                Offered { path: format!("/projects/{}/receipt.pdf", project.id), label: d::RECEIPT_PDF },
                Offered { path: format!("/projects/{}/fiche.pdf", project.id), label: d::FICHE_PDF },
            ]} />
            <h3>{ t::FILED_NEXT }</h3>
            <ol class="filed-steps">
                <li>{ t::FILED_ADMISSIBILITY }</li>
                <li>{ t::FILED_REVIEWS }</li>
                <li>{ t::filed_committee(selection) }</li>
                <li>{ t::FILED_DECISION }</li>
            </ol>
            <h3>{ t::FILED_STILL }</h3>
            <ul>
                <li>{ t::FILED_READ }</li>
                <li>{ t::FILED_WRITE }</li>
                <li>{ t::FILED_CORRECT }</li>
                <li>{ t::FILED_WITHDRAW }</li>
            </ul>
        </section>
    }
}
