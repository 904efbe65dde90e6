//! Every page of the app, with its French path. The one place where a path is written.

use yew_router::prelude::*;

/// A page. Build links with [`crate::components::link::RouteLink`], never from a string.
#[derive(Debug, Clone, PartialEq, Routable)]
pub enum Route {
    // Public
    #[at("/")]
    Home,
    #[at("/objectifs")]
    Objectives,
    #[at("/partenaires")]
    Partners,
    #[at("/partenaires/:id")]
    Partner { id: String },
    #[at("/appels")]
    Calls,
    #[at("/appels/:id")]
    Call { id: String },
    #[at("/projets")]
    Projects,
    #[at("/projets/:id")]
    Project { id: String },
    /// `?q=`
    #[at("/recherche")]
    Search,
    #[at("/contact")]
    Contact,
    #[at("/mentions-legales")]
    Legal,
    #[at("/accessibilite")]
    Accessibility,
    #[at("/plan-du-site")]
    SiteMap,
    #[at("/aide")]
    Help,
    #[at("/verifier")]
    Verify,

    // Account
    /// `?suite=`: where to go afterwards.
    #[at("/connexion")]
    LogIn,
    #[at("/mot-de-passe-oublie")]
    ForgotPassword,
    /// The link that was sent.
    #[at("/mot-de-passe/:token")]
    ResetPassword { token: String },
    #[at("/compte")]
    Account,
    /// The profiles of the person's organisations.
    #[at("/mon-organisation")]
    Organisations,
    #[at("/mon-organisation/:id")]
    Organisation { id: String },
    #[at("/invitation/:token")]
    Invitation { token: String },

    // What waits for me
    #[at("/a-faire")]
    Todo,

    // Fiches-actions
    #[at("/fiches")]
    Fiches,
    /// `?appel=`: id or slug of the call.
    #[at("/fiches/nouvelle")]
    FicheNew,
    /// `?fiche=`: the earlier one; `?appel=` as above.
    #[at("/fiches/reprendre")]
    FicheReuse,
    #[at("/fiches/:id")]
    Fiche { id: String },
    /// What the person's organisations are said to bring to others' actions.
    #[at("/contributions")]
    Contributions,
    #[at("/fiches/:id/modifier")]
    FicheEdit { id: String },
    #[at("/fiches/:id/importer")]
    FicheImport { id: String },
    #[at("/fiches/:id/modifier/:section")]
    FicheSection { id: String, section: String },
    #[at("/fiches/:id/pieces")]
    FicheFiles { id: String },
    #[at("/fiches/:id/verifier")]
    FicheCheck { id: String },
    /// `?de=`, `?a=`: positions to compare.
    #[at("/fiches/:id/versions")]
    FicheVersions { id: String },

    // Reviews
    #[at("/evaluations")]
    Reviews,
    #[at("/evaluations/:id")]
    Review { id: String },

    // Coordination
    #[at("/gestion/appels")]
    ManageCalls,
    #[at("/gestion/appels/nouveau")]
    ManageCallNew,
    #[at("/gestion/appels/:id")]
    ManageCall { id: String },
    #[at("/gestion/appels/:id/depots")]
    ManageSubmissions { id: String },
    #[at("/gestion/appels/:id/classement")]
    ManageRanking { id: String },
    #[at("/gestion/appels/:id/repartition")]
    ManageProposal { id: String },
    #[at("/gestion/appels/:id/simulateur")]
    ManageSimulations { id: String },
    #[at("/gestion/appels/:id/decisions")]
    ManageDecisions { id: String },
    #[at("/gestion/appels/:id/signatures")]
    ManageSignatures { id: String },
    /// The committee's session, live.
    #[at("/gestion/appels/:id/seance")]
    ManageSession { id: String },
    /// What applicants will read of the reviews.
    #[at("/gestion/appels/:id/remarques")]
    ManageFeedback { id: String },
    /// Letters, reservations, reserve list.
    #[at("/gestion/appels/:id/suites")]
    ManageAftermath { id: String },
    #[at("/gestion/appels/:id/proces-verbal")]
    ManageMinutes { id: String },
    #[at("/gestion/partenaires")]
    ManagePartners,
    #[at("/gestion/objectifs")]
    ManageObjectives,
    #[at("/gestion/quartiers")]
    ManageDistricts,
    #[at("/gestion/personnes")]
    ManagePeople,
    #[at("/gestion/courriels")]
    ManageEmails,
    #[at("/gestion/courriels/modeles")]
    ManageEmailTemplates,
    #[at("/gestion/courriels/modeles/:kind")]
    ManageEmailTemplate { kind: String },
    #[at("/gestion/courriels/:id")]
    ManageEmail { id: String },
    #[at("/gestion/programme")]
    ManageProgramme,

    // Administration
    #[at("/admin/programmes")]
    AdminProgrammes,

    #[not_found]
    #[at("/introuvable")]
    NotFound,
}

impl Route {
    /// Whether the page is for logged-in people only: a visitor is sent to log in and comes back.
    pub fn needs_session(&self) -> bool {
        use Route as R;
        match self {
            R::Home
            | R::Objectives
            | R::Partners
            | R::Partner { .. }
            | R::Calls
            | R::Call { .. }
            | R::Projects
            | R::Project { .. }
            | R::Search
            | R::Contact
            | R::Legal
            | R::Accessibility
            | R::SiteMap
            | R::Help
            | R::Verify
            | R::LogIn
            | R::ForgotPassword
            | R::ResetPassword { .. }
            | R::Invitation { .. }
            | R::NotFound => false,
            R::Account
            | R::Organisations
            | R::Organisation { .. }
            | R::Contributions
            | R::Todo
            | R::Fiches
            | R::FicheNew
            | R::FicheReuse
            | R::Fiche { .. }
            | R::FicheEdit { .. }
            | R::FicheImport { .. }
            | R::FicheSection { .. }
            | R::FicheFiles { .. }
            | R::FicheCheck { .. }
            | R::FicheVersions { .. }
            | R::Reviews
            | R::Review { .. }
            | R::ManageCalls
            | R::ManageCallNew
            | R::ManageCall { .. }
            | R::ManageSubmissions { .. }
            | R::ManageProposal { .. }
            | R::ManageRanking { .. }
            | R::ManageSimulations { .. }
            | R::ManageDecisions { .. }
            | R::ManageSignatures { .. }
            | R::ManageSession { .. }
            | R::ManageFeedback { .. }
            | R::ManageAftermath { .. }
            | R::ManageMinutes { .. }
            | R::ManagePartners
            | R::ManageObjectives
            | R::ManageDistricts
            | R::ManagePeople
            | R::ManageEmails
            | R::ManageEmailTemplates
            | R::ManageEmailTemplate { .. }
            | R::ManageEmail { .. }
            | R::ManageProgramme
            | R::AdminProgrammes => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_path_wins_over_an_id() {
        assert_eq!(Route::recognize("/fiches/nouvelle"), Some(Route::FicheNew));
        assert_eq!(Route::recognize("/fiches/reprendre"), Some(Route::FicheReuse));
        assert_eq!(Route::recognize("/gestion/appels/nouveau"), Some(Route::ManageCallNew));
        assert_eq!(Route::recognize("/fiches/7"), Some(Route::Fiche { id: "7".into() }));
    }

    #[test]
    fn an_unknown_path_is_the_page_that_says_so() {
        assert_eq!(Route::recognize("/nulle-part"), Some(Route::NotFound));
    }
}
