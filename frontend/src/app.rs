//! Providers, router, and the one table from a route to its page.

use crate::{
    components::{async_content::Missing, layout::Layout, link::query_string, page::Page},
    i18n::{common, errors},
    pages::{account, committee, contributions, fiche, files, manage, project, public, reviews, todo},
    programme::ProgrammeProvider,
    routes::Route,
    session::{SessionProvider, SessionState, use_session},
};
use yew::prelude::*;
use yew_router::{prelude::*, query::Raw};

/// The whole app.
#[component]
pub fn App() -> Html {
    html! {
        <BrowserRouter>
            <SessionProvider>
                <ProgrammeProvider>
                    <Layout>
                        <Switch<Route> render={|route| html! { <Guarded {route} /> }} />
                    </Layout>
                </ProgrammeProvider>
            </SessionProvider>
        </BrowserRouter>
    }
}

#[derive(Properties, PartialEq)]
struct GuardedProps {
    route: Route,
}

/// Sends visitors of a page for logged-in people to log in, and back afterwards. The server decides what may be read.
#[component]
fn Guarded(props: &GuardedProps) -> Html {
    let session = use_session();
    // Another address is another page, with its own state.
    let key = props.route.to_path();
    match session.state() {
        SessionState::Anonymous if props.route.needs_session() => html! { <ToLogIn {key} /> },
        SessionState::Restoring if props.route.needs_session() => {
            html! { <p role="status" class="soft">{ common::LOADING }</p> }
        }
        _ => html! { <div {key}>{ page(&props.route) }</div> },
    }
}

/// Goes to the log-in page and remembers the address.
#[component]
fn ToLogIn() -> Html {
    let navigator = use_navigator();
    let location = use_location();
    use_effect_with((), move |()| {
        if let (Some(navigator), Some(location)) = (navigator, location) {
            let wanted = format!("{}{}", location.path(), location.query_str());
            let _ =
                navigator.replace_with_query(&Route::LogIn, Raw(query_string([("suite", wanted.as_str())])));
        }
    });
    Html::default()
}

fn page(route: &Route) -> Html {
    match route.clone() {
        Route::Home => html! { <public::home::Home /> },
        Route::Objectives => html! { <public::objectives::Objectives /> },
        Route::Partners => html! { <public::partners::Partners /> },
        Route::Partner { id } => html! { <public::partner::PartnerPage {id} /> },
        Route::Calls => html! { <public::calls::Calls /> },
        Route::Call { id } => html! { <public::call::CallPage {id} /> },
        Route::Projects => html! { <public::projects::Projects /> },
        Route::Project { id } => html! { <public::project::ProjectPage {id} /> },
        Route::Search => html! { <public::search::Search /> },
        Route::Contact => html! { <public::contact::Contact /> },
        Route::Legal => html! { <public::legal::Legal /> },
        Route::Accessibility => html! { <public::accessibility::Accessibility /> },
        Route::SiteMap => html! { <public::site_map::SiteMap /> },
        Route::Help => html! { <public::help::Help /> },
        Route::Verify => html! { <public::verify::Verify /> },

        Route::LogIn => html! { <account::log_in::LogIn /> },
        Route::ForgotPassword => html! { <account::forgot::ForgotPassword /> },
        Route::ResetPassword { token } => html! { <account::reset::ResetPassword {token} /> },
        Route::Account => html! { <account::profile::Profile /> },
        Route::Organisations => html! { <account::organisation::Organisations /> },
        Route::Organisation { id } => html! { <account::organisation::Organisation {id} /> },
        Route::Contributions => html! { <contributions::Contributions /> },
        Route::Invitation { token } => html! { <account::invitation::AcceptInvitation {token} /> },

        Route::Todo => html! { <todo::Todo /> },

        Route::Fiches => html! { <fiche::list::Fiches /> },
        Route::FicheNew => html! { <fiche::new::FicheNew /> },
        Route::FicheReuse => html! { <fiche::reuse::FicheReuse /> },
        Route::Fiche { id } => html! { <fiche::show::Fiche {id} /> },
        Route::FicheEdit { id } => html! { <fiche::edit::FicheEdit {id} /> },
        Route::FicheImport { id } => html! { <fiche::import::FicheImport {id} /> },
        Route::FicheSection { id, section } => html! { <fiche::section::FicheSection {id} {section} /> },
        Route::FicheFiles { id } => html! { <files::FicheFiles {id} /> },
        Route::FicheCheck { id } => html! { <fiche::check::FicheCheck {id} /> },
        Route::FicheVersions { id } => html! { <project::versions::Versions {id} /> },

        Route::Reviews => html! { <reviews::queue::Reviews /> },
        Route::Review { id } => html! { <reviews::review::ReviewPage {id} /> },

        Route::ManageCalls => html! { <manage::calls::ManageCalls /> },
        Route::ManageCallNew => html! { <manage::call::ManageCallNew /> },
        Route::ManageCall { id } => html! { <manage::call::ManageCall {id} /> },
        Route::ManagePartners => html! { <manage::partners::ManagePartners /> },
        Route::ManageObjectives => html! { <manage::objectives::ManageObjectives /> },
        Route::ManageDistricts => html! { <manage::districts::ManageDistricts /> },
        Route::ManagePeople => html! { <manage::people::ManagePeople /> },
        Route::ManageEmails => html! { <manage::emails::Emails /> },
        Route::ManageEmailTemplates => html! { <manage::emails::EmailTemplates /> },
        Route::ManageEmailTemplate { kind } => html! { <manage::emails::EmailTemplatePage {kind} /> },
        Route::ManageEmail { id } => html! { <manage::emails::EmailPage {id} /> },
        Route::ManageProgramme => html! { <manage::programme::ManageProgramme /> },
        Route::AdminProgrammes => html! { <manage::programmes::AdminProgrammes /> },

        Route::ManageSubmissions { id } => html! { <committee::submissions::Submissions {id} /> },
        Route::ManageRanking { id } => html! { <committee::ranking::Ranking {id} /> },
        Route::ManageProposal { id } => html! { <committee::proposal::Proposal {id} /> },
        Route::ManageSimulations { id } => html! { <committee::simulations::Simulations {id} /> },
        Route::ManageDecisions { id } => html! { <committee::decisions::Decisions {id} /> },
        Route::ManageSignatures { id } => html! { <committee::signatures::Signatures {id} /> },
        Route::ManageSession { id } => html! { <committee::session::SessionPage {id} /> },
        Route::ManageFeedback { id } => html! { <committee::feedback::Feedback {id} /> },
        Route::ManageAftermath { id } => html! { <committee::aftermath::Aftermath {id} /> },
        Route::ManageMinutes { id } => html! { <committee::minutes::MinutesPage {id} /> },

        Route::NotFound => html! { <NotFound /> },
    }
}

/// An address that leads nowhere.
#[component]
fn NotFound() -> Html {
    html! {
        <Page title={errors::NOT_FOUND_TITLE}>
            <Missing />
        </Page>
    }
}
