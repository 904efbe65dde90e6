//! One attachment shown on the page: a picture, or a PDF in the browser's own reader.

use crate::{
    api::{ApiError, attachments},
    components::button::{Button, Look},
    i18n::{attachments as t, common},
};
use openapi::attachment::{Attachment, FileType};
use std::rc::Rc;
use web_sys::{HtmlElement, Url};
use yew::{platform::spawn_local, prelude::*};

/// Whether a browser shows it by itself.
pub fn can_show(attachment: &Attachment) -> bool {
    is_picture(attachment) || attachment.file_type == FileType::Pdf
}

fn is_picture(attachment: &Attachment) -> bool {
    matches!(attachment.file_type, FileType::Jpeg | FileType::Png)
}

/// An address of the browser's own for content it holds; it ends with its last owner.
#[derive(PartialEq)]
struct Held(String);

impl Drop for Held {
    fn drop(&mut self) {
        // An address that is gone already needs nothing.
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// Properties of [`Viewer`].
#[derive(Properties, PartialEq)]
pub struct ViewerProps {
    /// Path of what it hangs on.
    pub holder: AttrValue,
    pub attachment: Attachment,
    pub onclose: Callback<()>,
}

/// The content, read with the person's own right to it.
#[component]
pub fn Viewer(props: &ViewerProps) -> Html {
    let content = use_state(|| None::<Result<Rc<Held>, AttrValue>>);
    let place = use_node_ref();
    {
        let (content, place) = (content.clone(), place.clone());
        use_effect_with((props.holder.clone(), props.attachment.clone()), move |(holder, attachment)| {
            let (holder, attachment) = (holder.to_string(), attachment.clone());
            if let Some(heading) = place.cast::<HtmlElement>() {
                // Without the focus the page is read all the same.
                let _ = heading.focus();
            }
            spawn_local(async move {
                let read = attachments::content(&holder, &attachment).await;
                let address = read
                    .and_then(|blob| Url::create_object_url_with_blob(&blob).map_err(|_| ApiError::Network));
                content.set(Some(match address {
                    Ok(address) => Ok(Rc::new(Held(address))),
                    Err(error) => Err(error.message().into()),
                }));
            });
        });
    }
    let name = AttrValue::from(props.attachment.name.clone());
    html! {
        <section class="viewer" aria-label={name.clone()}>
            <div class="row row-between">
                <p class="strong" tabindex="-1" ref={place}>{ name.clone() }</p>
                <Button look={Look::Quiet} small=true onclick={props.onclose.reform(|_: MouseEvent| ())}>
                    { t::CLOSE }<span class="visually-hidden">{ "\u{a0}: " }{ name.clone() }</span>
                </Button>
            </div>
            { match &*content {
                None => html! { <p class="soft" role="status">{ common::LOADING }</p> },
                Some(Err(message)) => html! { <p class="field-error" role="alert">{ message }</p> },
                Some(Ok(held)) => html! {
                    <>
                        if is_picture(&props.attachment) {
                            <img src={held.0.clone()} alt={name} />
                        } else {
                            <iframe src={held.0.clone()} title={name}></iframe>
                        }
                        <p class="small"><a href={held.0.clone()} target="_blank" rel="noopener">{ t::NEW_TAB }</a></p>
                    </>
                },
            } }
        </section>
    }
}
