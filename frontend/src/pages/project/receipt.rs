//! The proof of what was filed, which prints alone.

use crate::{
    components::{
        button::{Button, Look},
        download::{Downloads, Offered},
        icon::Icon,
        link::RouteLink,
    },
    format,
    i18n::{documents as d, fiche as f, project as t},
    routes::Route,
};
use openapi::project::Project;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ReceiptPanel`].
#[derive(Properties, PartialEq)]
pub struct ReceiptPanelProps {
    pub project: Rc<Project>,
}

/// Number, date, SHA-256. Shows nothing before the first filing.
#[component]
pub fn ReceiptPanel(props: &ReceiptPanelProps) -> Html {
    let project = &props.project;
    let Some(receipt) = &project.receipt else { return Html::default() };
    html! {
        <section class="panel receipt" aria-labelledby="recepisse">
            <h2 id="recepisse">{ t::RECEIPT }</h2>
            <dl class="facts facts-rows">
                <dt>{ t::NUMBER }</dt><dd class="strong">{ &receipt.number }</dd>
                <dt>{ t::RECEIPT_DATE }</dt><dd>{ format::date_time(receipt.submitted_at) }</dd>
                <dt>{ t::FICHE }</dt><dd>{ f::title_or(&project.title) }</dd>
                <dt>{ t::PARTNER }</dt><dd>{ &project.partner.name }</dd>
                <dt>{ t::CALL }</dt><dd>{ &project.call.title }</dd>
                <dt>{ t::RECEIPT_HASH }</dt><dd><code class="hash">{ &receipt.sha256 }</code></dd>
            </dl>
            <p class="small soft receipt-hint">{ t::RECEIPT_HINT }</p>
            <div class="no-print">
                <Downloads documents={vec![
                    Offered { path: format!("/projects/{}/receipt.pdf", project.id), label: d::RECEIPT_PDF },
                    Offered { path: format!("/projects/{}/fiche.json", project.id), label: d::FILED_JSON },
                ]} />
                <p><RouteLink to={Route::Verify}>{ d::VERIFY }</RouteLink></p>
            </div>
            <p class="no-print">
                <Button look={Look::Secondary} small=true icon={Icon::File} onclick={Callback::from(|_: MouseEvent| print("receipt"))}>
                    { t::PRINT_RECEIPT }
                </Button>
            </p>
        </section>
    }
}

/// Prints one part of the page: `receipt` or `fiche`, as the style sheet knows them.
pub fn print(part: &str) {
    let Some(window) = web_sys::window() else { return };
    let body = window.document().and_then(|document| document.query_selector("body").ok().flatten());
    if let Some(body) = &body {
        let _ = body.set_attribute("data-print", part);
    }
    let _ = window.print();
    if let Some(body) = body {
        let _ = body.remove_attribute("data-print");
    }
}
