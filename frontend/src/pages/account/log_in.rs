//! Logging in, and on to the page that was asked for.

use crate::{
    components::{
        button::Button,
        flash::Flash,
        form::{ErrorSummary, PasswordField, TextField, use_form},
        link::RouteLink,
        notice::Notice,
        page::Page,
        url_query::use_url_query,
    },
    i18n::account as t,
    routes::Route,
    session::use_session,
};
use openapi::FieldError;
use yew::{platform::spawn_local, prelude::*};
use yew_router::{prelude::*, query::Raw};

#[derive(Clone, PartialEq, Default)]
struct Credentials {
    email: String,
    password: String,
}

/// The log-in page. `?suite=` says where to go afterwards; without it, to what waits for the person.
#[component]
pub fn LogIn() -> Html {
    let session = use_session();
    let query = use_url_query();
    let navigator = use_navigator();
    let form = use_form(Credentials::default);
    let busy = use_state(|| false);
    let wanted = query.text("suite");
    {
        // Whoever is logged in, now or already, has nothing to do here.
        let wanted = wanted.clone();
        use_effect_with(session.me().is_some(), move |logged_in| {
            if let Some(navigator) = navigator.filter(|_| *logged_in) {
                let (route, query) = destination(wanted.as_deref());
                if query.is_empty() {
                    navigator.replace(&route);
                } else {
                    let _ = navigator.replace_with_query(&route, Raw(query));
                }
            }
        });
    }
    let onsubmit = {
        let (session, form, busy) = (session.clone(), form.clone(), busy.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy || !form.accept(missing(form.value())) {
                return;
            }
            busy.set(true);
            let Credentials { email, password } = form.value().clone();
            let (session, form, busy) = (session.clone(), form.clone(), busy.clone());
            spawn_local(async move {
                if let Err(error) = session.log_in(email.trim().to_owned(), password).await {
                    form.fail(&error);
                    busy.set(false);
                }
            });
        })
    };
    html! {
        <Page title={t::LOG_IN_TITLE} lead={t::LOG_IN_LEAD}>
            <Flash />
            <form class="form" novalidate=true {onsubmit}>
                <ErrorSummary errors={form.errors()} general={form.general()} refusals={form.refusals()} />
                if wanted.is_some() && form.refusals() == 0 {
                    <Notice><p>{ t::LOG_IN_FIRST }</p></Notice>
                }
                <TextField
                    at="/email" label={t::EMAIL} kind="email" autocomplete="username" errors={form.errors()}
                    value={form.value().email.clone()}
                    oninput={form.edit(|form: &mut Credentials, text| form.email = text)}
                />
                <PasswordField
                    at="/password" label={t::PASSWORD} autocomplete="current-password" errors={form.errors()}
                    value={form.value().password.clone()}
                    oninput={form.edit(|form: &mut Credentials, text| form.password = text)}
                />
                <Button submit=true busy={*busy}>{ t::LOG_IN }</Button>
                <p><RouteLink to={Route::ForgotPassword}>{ t::FORGOT_LINK }</RouteLink></p>
            </form>
            <section class="section">
                <h2>{ t::NO_ACCOUNT_TITLE }</h2>
                <p>{ t::NO_ACCOUNT_TEXT }<RouteLink to={Route::Contact}>{ t::NO_ACCOUNT_LINK }</RouteLink>{ "." }</p>
            </section>
        </Page>
    }
}

fn missing(form: &Credentials) -> Vec<FieldError> {
    let error = |pointer: &str, message: &str| FieldError {
        pointer: pointer.into(),
        code: "required".into(),
        message: message.into(),
    };
    let mut errors = Vec::new();
    if form.email.trim().is_empty() {
        errors.push(error("/email", t::EMAIL_MISSING));
    }
    if form.password.is_empty() {
        errors.push(error("/password", t::PASSWORD_MISSING));
    }
    errors
}

/// A page of this app and its query; never another site, whatever the address says.
fn destination(wanted: Option<&str>) -> (Route, String) {
    let Some(wanted) = wanted else { return (Route::Todo, String::new()) };
    let (path, query) = wanted.split_once('?').unwrap_or((wanted, ""));
    match Route::recognize(path) {
        Some(Route::LogIn | Route::ForgotPassword | Route::ResetPassword { .. } | Route::NotFound) | None => {
            (Route::Todo, String::new())
        }
        Some(route) => (route, query.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_on_to_the_page_that_was_asked_for() {
        let fiche = (Route::FicheNew, "appel=2022".to_owned());
        assert_eq!(destination(Some("/fiches/nouvelle?appel=2022")), fiche);
    }

    #[test]
    fn no_address_leads_out_of_the_app_or_back_to_the_log_in_page() {
        for wanted in
            [None, Some("https://ailleurs.example"), Some("//ailleurs.example/x"), Some("/connexion")]
        {
            assert_eq!(destination(wanted).0, Route::Todo, "{wanted:?}");
        }
    }
}
