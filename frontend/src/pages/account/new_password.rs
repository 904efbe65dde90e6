//! Choosing a password: the rule, and what it still asks for as one types.

use crate::{
    components::form::{Errors, PasswordField},
    i18n::account as t,
};
use openapi::password;
use yew::prelude::*;

/// Properties of [`NewPassword`].
#[derive(Properties, PartialEq)]
pub struct NewPasswordProps {
    pub label: AttrValue,
    pub value: AttrValue,
    pub oninput: Callback<String>,
    pub errors: Errors,
}

/// The field at `/password`, and below it what to do.
#[component]
pub fn NewPassword(props: &NewPasswordProps) -> Html {
    let advice = match (props.value.is_empty(), password::lacks(&props.value)) {
        (true, _) => String::new(),
        (false, None) => t::PASSWORD_GOOD.to_owned(),
        (false, Some(lacks)) => t::lacks(&lacks),
    };
    html! {
        <>
            <PasswordField
                at="/password" label={props.label.clone()} hint={t::PASSWORD_RULE} autocomplete="new-password" errors={props.errors.clone()}
                value={props.value.clone()} oninput={props.oninput.clone()}
            />
            <p class="field-hint" role="status">{ advice }</p>
        </>
    }
}
