//! What each kind of e-mail says: the values that its template can use, each with its meaning and an example.

use openapi::email::EmailKind;
use serde::Serialize;

/// The values of a kind of e-mail.
pub trait Letter: Serialize {
    const KIND: EmailKind;
}

/// A variable: name, meaning (in French, for whoever writes templates), example.
pub type Variable = (&'static str, &'static str, fn() -> serde_json::Value);

/// Every e-mail has these.
pub const COMMON: [Variable; 3] = [
    ("recipient", "Nom du destinataire, vide s’il n’est pas connu", || "Camille Martin".into()),
    ("programme", "Nom de la Cité éducative", || "Cité éducative de Soissons".into()),
    ("link", "Adresse de la page où agir", || "https://alliance.example.fr/fiches/0193c8a2".into()),
];

macro_rules! letters {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty = $meaning:literal, $sample:expr;)* })*) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, Serialize)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

        impl Letter for $name {
            const KIND: EmailKind = EmailKind::$name;
        })*

        /// The variables of a kind, the common ones first.
        pub fn variables(kind: EmailKind) -> Vec<Variable> {
            let own: &[Variable] = match kind {
                $(EmailKind::$name => &[$((stringify!($field), $meaning, || serde_json::json!($sample)),)*],)*
            };
            COMMON.into_iter().chain(own.iter().copied()).collect()
        }
    };
}

letters! {
    /// Somebody is asked to join a programme.
    Invitation {
        /// Who invites.
        inviter: String = "Nom de la personne qui invite", "Dominique Petit";
        /// The role, in French.
        role: String = "Rôle proposé", "Partenaire";
        /// Empty where the role speaks for nobody.
        organisation: String = "Organisme, vide si le rôle n’en a pas", "Les Ateliers du Mail";
        /// A local moment.
        expires: String = "Fin de validité du lien", "mercredi 3 juin 2026 à 10 h 30";
    }
    /// Somebody has forgotten the password.
    PasswordReset {
        /// A local moment.
        expires: String = "Fin de validité du lien", "mercredi 3 juin 2026 à 10 h 30";
    }
    /// A fiche was filed.
    Receipt {
        /// Of the fiche.
        title: String = "Titre de la fiche-action", "Lire en famille";
        /// Given at the first submission.
        number: String = "Numéro du dépôt", "2026-014";
        /// Of the call.
        call: String = "Titre de l’appel à projets", "Appel à projets 2026";
        /// A local moment.
        submitted: String = "Date et heure du dépôt", "mercredi 20 mai 2026 à 18 h 12";
        /// Of the canonical JSON, in hexadecimal.
        sha256: String = "Empreinte de la fiche déposée", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    }
    /// The coordinator asks for a correction.
    CorrectionRequest {
        /// Of the fiche.
        title: String = "Titre de la fiche-action", "Lire en famille";
        /// Given at the first submission.
        number: String = "Numéro du dépôt", "2026-014";
        /// As the coordinator wrote it.
        reason: String = "Motif écrit par la coordination", "Précisez le calendrier et le budget.";
        /// Labels of the sections to correct; none: the whole fiche.
        sections: Vec<String> = "Parties à corriger (liste, peut être vide)", ["Calendrier", "Budget"];
        /// A local day, included.
        due: String = "Dernier jour pour corriger", "mercredi 3 juin 2026";
    }
    /// The deadline of a draft comes near.
    DeadlineReminder {
        /// Of the fiche.
        title: String = "Titre de la fiche-action", "Lire en famille";
        /// Of the call.
        call: String = "Titre de l’appel à projets", "Appel à projets 2026";
        /// A local moment.
        deadline: String = "Date limite de dépôt", "vendredi 22 mai 2026 à minuit";
        /// In words.
        left: String = "Temps qui reste", "48 heures";
    }
    /// Projects are assigned to a reviewer.
    Assigned {
        /// Of the call.
        call: String = "Titre de l’appel à projets", "Appel à projets 2026";
        /// How many are given at once, in words.
        projects: String = "Fiches-actions confiées", "3 fiches-actions";
        /// A local day; empty: none.
        due: String = "Dernier jour pour évaluer, peut être vide", "lundi 1er juin 2026";
    }
    /// The last day for reviews comes near, and some are left.
    ReviewReminder {
        /// Of the call.
        call: String = "Titre de l’appel à projets", "Appel à projets 2026";
        /// How many are left, in words.
        reviews: String = "Évaluations qui restent", "3 évaluations";
        /// A local moment.
        deadline: String = "Fin des évaluations", "lundi 1er juin 2026 à minuit";
        /// In words.
        left: String = "Temps qui reste", "7 jours";
    }
    /// The coordinator reopened a review.
    ReviewReopened {
        /// Of the fiche.
        title: String = "Titre de la fiche-action", "Lire en famille";
        /// Of the call.
        call: String = "Titre de l’appel à projets", "Appel à projets 2026";
        /// The coordinator's.
        reason: String = "Motif", "La pièce jointe manquait.";
        /// A local day; empty: none.
        due: String = "Dernier jour, peut être vide", "mercredi 3 juin 2026";
    }
    /// Somebody is asked to write a fiche with others.
    CollaboratorInvitation {
        /// Of the fiche.
        title: String = "Titre de la fiche-action", "Lire en famille";
        /// Of the call.
        call: String = "Titre de l’appel à projets", "Appel à projets 2026";
        /// Who invites.
        inviter: String = "Nom de la personne qui invite", "Dominique Petit";
        /// What the person will be able to do, in French: « écrire », « lire ».
        role: String = "Ce que la personne pourra faire (écrire, lire)", "écrire";
        /// A local moment; empty: the link does not end.
        expires: String = "Fin de validité du lien, peut être vide", "mercredi 3 juin 2026 à 10 h 30";
    }
    /// The coordinator gives more time.
    ExtensionGranted {
        /// Of the call.
        call: String = "Titre de l’appel à projets", "Appel à projets 2026";
        /// The lead partner.
        organisation: String = "Organisme à qui le délai est accordé", "Les Ateliers du Mail";
        /// A local moment.
        deadline: String = "Nouvelle date limite", "vendredi 29 mai 2026 à minuit";
        /// As the coordinator wrote it.
        reason: String = "Motif écrit par la coordination", "Fermeture imprévue de vos locaux.";
    }
    /// A project is admissible or not.
    AdmissibilityResult {
        /// Of the fiche.
        title: String = "Titre de la fiche-action", "Lire en famille";
        /// Given at the first submission.
        number: String = "Numéro du dépôt", "2026-014";
        /// Whether it is.
        admissible: bool = "Vrai si la fiche est recevable", true;
        /// As the coordinator wrote it; may be empty for an admissible one.
        reason: String = "Motif écrit par la coordination, peut être vide", "Toutes les pièces sont là.";
    }
    /// A message waits.
    NewMessage {
        /// Of the fiche.
        title: String = "Titre de la fiche-action", "Lire en famille";
        /// Who wrote it.
        sender: String = "Nom de la personne qui écrit", "Dominique Petit";
    }
    /// A partner is asked to confirm what it brings.
    ContributionRequest {
        /// Of the fiche.
        title: String = "Titre de la fiche-action", "Lire en famille";
        /// The lead partner.
        lead: String = "Organisme porteur de la fiche", "Les Ateliers du Mail";
        /// The partner who is asked.
        organisation: String = "Organisme à qui la confirmation est demandée", "Collège Gérard-Philipe";
        /// As the fiche says it.
        contribution: String = "Ce que l’organisme apporte, selon la fiche", "Une salle deux soirs par semaine";
    }
    /// The committee's decision is published.
    Decision {
        /// Of the fiche.
        title: String = "Titre de la fiche-action", "Lire en famille";
        /// Given at the first submission.
        number: String = "Numéro du dépôt", "2026-014";
        /// Of the call.
        call: String = "Titre de l’appel à projets", "Appel à projets 2026";
        /// In French: « retenue », « retenue avec réserves », « sur liste d’attente », « non retenue ».
        outcome: String = "Décision (retenue, retenue avec réserves, sur liste d’attente, non retenue)", "retenue avec réserves";
        /// Whether money is granted.
        selected: bool = "Vrai si la fiche est retenue, avec ou sans réserves", true;
        /// In euros; empty where none is granted.
        amount: String = "Montant accordé, vide s’il n’y en a pas", "3\u{a0}000,00\u{a0}€";
        /// From 1; none unless waitlisted.
        rank: Option<i32> = "Rang sur la liste d’attente, vide ailleurs", 2;
        /// As the committee wrote it; may be empty for a selected one.
        reason: String = "Motif écrit par le comité, peut être vide", "Le budget est à préciser.";
        /// What is asked, by whom and until when.
        reservations: Vec<String> = "Réserves à lever (liste, peut être vide)", ["Transmettre la convention (le porteur, avant le mardi 1er septembre 2026)"];
    }
    /// The last reservation is lifted: the selection is final.
    ReservationsLifted {
        /// Of the fiche.
        title: String = "Titre de la fiche-action", "Lire en famille";
        /// Given at the first submission.
        number: String = "Numéro du dépôt", "2026-014";
    }
    /// A selected action is given up.
    Abandonment {
        /// Of the fiche.
        title: String = "Titre de la fiche-action", "Lire en famille";
        /// Given at the first submission.
        number: String = "Numéro du dépôt", "2026-014";
        /// Of the call.
        call: String = "Titre de l’appel à projets", "Appel à projets 2026";
        /// The lead partner.
        organisation: String = "Organisme porteur", "Les Ateliers du Mail";
        /// As whoever gave it up wrote it.
        reason: String = "Motif", "L’intervenant n’est plus disponible.";
        /// In words; empty: nothing was granted.
        amount: String = "Montant accordé, vide s’il n’y en a pas", "3 000 €";
    }
}

/// Values to try a template with.
pub fn sample(kind: EmailKind) -> serde_json::Value {
    let fields = variables(kind).into_iter().map(|(name, _, example)| (name.to_owned(), example()));
    serde_json::Value::Object(fields.collect())
}
