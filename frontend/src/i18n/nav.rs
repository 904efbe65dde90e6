//! The frame of every page: header, navigation, footer, names of pages.

pub const SKIP: &str = "Aller au contenu";
pub const MAIN: &str = "Navigation principale";
pub const FOOTER: &str = "Liens de pied de page";
pub const BREADCRUMB: &str = "Fil d’Ariane";
pub const MENU: &str = "Menu";
pub const HOME: &str = "Accueil";
pub const SEARCH: &str = "Rechercher";
pub const LOG_IN: &str = "Se connecter";
pub const LOG_OUT: &str = "Se déconnecter";
pub const ACCOUNT: &str = "Mon compte";

pub const PROJECTS: &str = "Actions";
pub const CALLS: &str = "Appels à projets";
pub const OBJECTIVES: &str = "Objectifs";
pub const PARTNERS: &str = "Partenaires";
pub const TODO: &str = "À faire";
pub const FICHES: &str = "Mes fiches-actions";
pub const FICHES_ALL: &str = "Fiches-actions";
pub const REVIEWS: &str = "Évaluations";
pub const MANAGE_CALLS: &str = "Appels et comités";
pub const MANAGE_PARTNERS: &str = "Partenaires";
pub const MANAGE_OBJECTIVES: &str = "Objectifs";
pub const MANAGE_DISTRICTS: &str = "Quartiers";
pub const MANAGE_PEOPLE: &str = "Personnes";
pub const MANAGE_EMAILS: &str = "Courriels";
pub const MANAGE_PROGRAMME: &str = "Cité éducative";
pub const ADMIN_PROGRAMMES: &str = "Cités éducatives";

pub const CONTACT: &str = "Contact";
pub const LEGAL: &str = "Mentions légales";
pub const ACCESSIBILITY: &str = "Accessibilité : non conforme";
pub const SITE_MAP: &str = "Plan du site";
pub const HELP: &str = "Aide";
pub const API: &str = "API";
