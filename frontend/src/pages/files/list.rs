//! The attachments of a project, to read.

use super::{
    attached::Attached,
    viewer::{self, Viewer},
};
use crate::{
    api::attachments,
    components::async_content::{Skeleton, use_load},
    i18n::attachments as t,
};
use openapi::attachment::Attachment;
use yew::prelude::*;

/// Properties of [`AttachmentList`].
#[derive(Properties, PartialEq)]
pub struct AttachmentListProps {
    /// Id of the project.
    pub project: AttrValue,
    /// Of its heading.
    #[prop_or(2)]
    pub level: u8,
    /// Pictures and PDF open on the page, beside what is being written.
    #[prop_or_default]
    pub in_place: bool,
}

/// The attachments of a project; nothing at all for who may not read them.
#[component]
pub fn AttachmentList(props: &AttachmentListProps) -> Html {
    let holder = AttrValue::from(attachments::of_project(&props.project));
    let files = use_load(holder.clone(), |holder| async move { attachments::list(&holder).await });
    let shown = use_state(|| None::<Attachment>);
    let onopen = {
        let shown = shown.clone();
        Callback::from(move |attachment: Attachment| shown.set(Some(attachment)))
    };
    let onclose = {
        let shown = shown.clone();
        Callback::from(move |()| shown.set(None))
    };
    if files.error().is_some_and(crate::api::ApiError::is_not_found) {
        return Html::default();
    }
    html! {
        <section class="attachments" aria-labelledby="pieces-jointes">
            <@{format!("h{}", props.level)} id="pieces-jointes">{ t::TITLE }</@>
            { files.view_list(Skeleton::Rows(2), html! { <p class="soft">{ t::NONE }</p> }, |page| html! {
                <ul class="attachment-list">
                    { for page.items.iter().map(|attachment| html! {
                        <Attached key={attachment.id.to_string()} holder={holder.clone()} attachment={attachment.clone()}
                            onopen={(props.in_place && viewer::can_show(attachment)).then(|| onopen.clone())} />
                    }) }
                </ul>
            }) }
            if let Some(attachment) = &*shown {
                <Viewer key={attachment.id.to_string()} holder={holder.clone()} attachment={attachment.clone()} {onclose} />
            }
        </section>
    }
}
