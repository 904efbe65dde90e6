//! Where files are dropped, or chosen with a button.

use crate::i18n::attachments as t;
use openapi::attachment::FileType;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, FileList, HtmlInputElement};
use yew::prelude::*;

/// Properties of [`DropZone`].
#[derive(Properties, PartialEq)]
pub struct DropZoneProps {
    pub onfiles: Callback<Vec<File>>,
}

fn files(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|index| list.item(index)).collect()).unwrap_or_default()
}

/// What the browser's own dialog shows first; the server looks at the content.
fn accepted() -> String {
    let extensions = FileType::ALL.into_iter().flat_map(FileType::extensions);
    extensions.map(|extension| format!(".{extension}")).collect::<Vec<_>>().join(",")
}

/// Takes several files at once.
#[component]
pub fn DropZone(props: &DropZoneProps) -> Html {
    let over = use_state(|| false);
    let ondragover = {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            // Without this the browser would open the file in place of the page.
            event.prevent_default();
            over.set(true);
        })
    };
    let ondragleave = {
        let over = over.clone();
        Callback::from(move |_: DragEvent| over.set(false))
    };
    let ondrop = {
        let (over, onfiles) = (over.clone(), props.onfiles.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            onfiles.emit(files(event.data_transfer().and_then(|data| data.files())));
        })
    };
    let onchange = props.onfiles.reform(|event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let chosen = files(input.as_ref().and_then(HtmlInputElement::files));
        // The same file can be chosen again after a refusal.
        if let Some(input) = input {
            input.set_value("");
        }
        chosen
    });
    html! {
        <div class="drop-zone" data-over={over.to_string()} {ondragover} {ondragleave} {ondrop}>
            <p class="drop-words" aria-hidden="true">{ t::DROP }</p>
            <input type="file" id="fichiers" class="visually-hidden" multiple=true accept={accepted()} aria-describedby="fichiers-limites" {onchange} />
            <label class="button button-secondary" for="fichiers">{ t::CHOOSE }</label>
            <p id="fichiers-limites" class="soft small">{ t::limits() }</p>
        </div>
    }
}
