//! What stands in the way of what was asked, and what would help.

use crate::{
    api::ApiError,
    components::notice::{Notice, Tone},
};
use yew::prelude::*;

/// The obstacles that the server names, or its sentence.
pub fn obstacles(error: &ApiError, title: &'static str) -> Html {
    let named = match error {
        ApiError::Problem(problem) => problem.obstacles.as_slice(),
        _ => &[],
    };
    if named.is_empty() {
        let fields = error.field_errors().iter().map(|field| html! { <p>{ &field.message }</p> });
        return html! { <Notice tone={Tone::Error}><p>{ error.message() }</p>{ for fields }</Notice> };
    }
    html! {
        <Notice tone={Tone::Error} {title}>
            <ul>
                { for named.iter().map(|obstacle| html! {
                    <li>{ &obstacle.message }{ " " }<span class="strong">{ &obstacle.remedy }</span></li>
                }) }
            </ul>
        </Notice>
    }
}
