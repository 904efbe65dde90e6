//! The one table of errors: stable code, HTTP status, title.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

// By hand: the derive does not see the names that the table's macro gives.
impl PartialSchema for ErrorCode {
    fn schema() -> RefOr<Schema> {
        let names = ErrorCode::ALL.iter().map(|code| code.as_str());
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).into()
    }
}

impl ToSchema for ErrorCode {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ErrorCode")
    }
}

macro_rules! error_codes {
    ($($variant:ident $code:literal $status:literal $fr:literal $en:literal;)*) => {
        /// Stable code of an error (RFC 9457 extension member `code`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode { $(#[serde(rename = $code)] $variant,)* }

        impl ErrorCode {
            pub const ALL: &[ErrorCode] = &[$(ErrorCode::$variant,)*];

            pub fn as_str(self) -> &'static str {
                match self { $(ErrorCode::$variant => $code,)* }
            }

            /// HTTP status.
            pub fn status(self) -> u16 {
                match self { $(ErrorCode::$variant => $status,)* }
            }

            /// The sentence people read when there is nothing more precise to say.
            pub fn title(self, language: Language) -> &'static str {
                match (self, language) {
                    $((ErrorCode::$variant, Language::French) => $fr,
                      (ErrorCode::$variant, Language::English) => $en,)*
                }
            }
        }
    };
}

/// Languages of error texts, chosen by `Accept-Language`; French when nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    French,
    English,
}

impl Language {
    /// First language of the header that is served, by order of appearance (quality values are rarely sent out of order).
    pub fn from_accept_language(header: &str) -> Self {
        header
            .split(',')
            .map(|part| part.trim().to_ascii_lowercase())
            .find_map(|part| match part.get(..2) {
                Some("fr") => Some(Language::French),
                Some("en") => Some(Language::English),
                _ => None,
            })
            .unwrap_or_default()
    }
}

error_codes! {
    MalformedJson "malformed_json" 400 "Le corps de la requête n’est pas du JSON valide." "The request body is not valid JSON.";
    MalformedRequest "malformed_request" 400 "La requête est mal formée." "The request is malformed.";
    UploadInterrupted "upload_interrupted" 400 "L’envoi du fichier s’est interrompu : rien n’a été gardé. Recommencez." "The upload was interrupted and nothing was kept.";
    Unauthenticated "unauthenticated" 401 "Connectez-vous pour continuer." "Log in to continue.";
    InvalidToken "invalid_token" 401 "Votre session n’est pas valide. Reconnectez-vous." "The access token is not valid.";
    TokenExpired "token_expired" 401 "Votre session a expiré. Reconnectez-vous." "The access token has expired.";
    InvalidCredentials "invalid_credentials" 401 "Adresse électronique ou mot de passe incorrect." "Wrong e-mail address or password.";
    SessionEnded "session_ended" 401 "Votre session est terminée. Reconnectez-vous." "The session has ended.";
    Forbidden "forbidden" 403 "Votre rôle ne permet pas cette action." "Your role does not allow this action.";
    Recused "recused" 403 "Vous êtes en conflit d’intérêts sur ce projet : vous ne prenez part ni à son évaluation ni à sa décision." "You have a conflict of interest on this project and take part neither in its review nor in its decision.";
    ReviewsOutstanding "reviews_outstanding" 403 "Déposez d’abord vos évaluations : le simulateur montre ce que d’autres ont noté." "Submit your own reviews first: the simulator shows the scores of others.";
    NotFound "not_found" 404 "Cette page ou cet objet n’existe pas, ou vous n’y avez pas accès." "Not found.";
    MethodNotAllowed "method_not_allowed" 405 "Cette méthode n’est pas possible ici." "Method not allowed.";
    NotAcceptable "not_acceptable" 406 "Ce format n’est pas disponible ici." "This format is not available here.";
    Duplicate "duplicate" 409 "Cet objet existe déjà." "It exists already.";
    InUse "in_use" 409 "Cet objet est utilisé et ne peut pas être supprimé." "It is in use and cannot be deleted.";
    ConflictFound "conflict_found" 409 "Ce conflit d’intérêts vient de la fiche : il ne se lève pas à la main." "This conflict of interest comes from the project itself and cannot be lifted by hand.";
    CriteriaFixed "criteria_fixed" 409 "Des évaluations sont déposées : les critères, leurs poids et leurs échelles ne changent plus. Intitulés, aides et ordre peuvent encore être corrigés." "Reviews are submitted: criteria, weights and scales no longer change. Labels, help and order still can.";
    ReviewsClosed "reviews_closed" 409 "La date limite des évaluations est passée. La coordination peut rouvrir celle-ci." "The last day for reviews has passed. The coordinator can reopen this one.";
    RequestUnderway "request_underway" 409 "La même requête est déjà en cours de traitement. Réessayez dans un instant." "The same request is still being handled. Try again in a moment.";
    RequestDone "request_done" 409 "Votre demande a bien été enregistrée, mais sa réponse s’est perdue. Rechargez la page pour en voir le résultat." "What you asked for is done, but its answer was lost. Read the object again to see the result.";
    TransitionNotAllowed "transition_not_allowed" 409 "Cette action n’est pas possible dans l’état actuel." "This transition is not open now.";
    CallNotOpen "call_not_open" 409 "Cet appel à projets n’est pas encore ouvert." "This call is not open yet.";
    BetweenWindows "between_windows" 409 "Le dépôt est fermé entre deux périodes : il rouvre au début de la prochaine." "The call is closed between two windows: it opens again with the next one.";
    DeadlinePassed "deadline_passed" 409 "La date limite de dépôt est passée." "The deadline has passed.";
    ConflictOfInterest "conflict_of_interest" 409 "Cette personne est en conflit d’intérêts sur ce projet." "This person has a conflict of interest on this project.";
    EnvelopeExceeded "envelope_exceeded" 409 "Cette décision dépasse l’enveloppe du financeur." "This decision goes beyond the funder’s envelope.";
    QuorumMissing "quorum_missing" 409 "Le quorum n’est pas atteint pour ce projet : la décision attend." "The quorum for this project is not met.";
    SessionNotOpen "session_not_open" 409 "La séance du comité n’est pas ouverte." "The committee's session is not open.";
    SignaturesMissing "signatures_missing" 409 "Toutes les institutions pilotes doivent signer avant la publication." "Every carrier must sign before publication.";
    AssignmentImpossible "assignment_impossible" 409 "Cette répartition n’est pas possible." "No such assignment exists.";
    SimulationImpossible "simulation_impossible" 409 "Aucun choix de fiches-actions ne respecte toutes ces conditions." "No set of projects meets all of these conditions.";
    TooManyScenarios "too_many_scenarios" 409 "Supprimez d’abord un scénario : cet appel en a déjà cinquante." "Delete a scenario first: this call has fifty.";
    DecisionsMissing "decisions_missing" 409 "Chaque projet recevable doit avoir une décision." "Every admissible project needs a decision.";
    AlreadyPublished "already_published" 409 "Les décisions de cet appel sont publiées : elles ne changent plus." "The decisions of this call are published.";
    EmailUnderway "email_underway" 409 "Ce courriel est en cours d’envoi, parti ou périmé : il ne change plus." "This e-mail is being sent, sent or out of date.";
    EmailOutdated "email_outdated" 409 "Ce courriel est périmé : son lien ne mène plus nulle part, ou son texte a été effacé. Envoyez une nouvelle invitation ou faites demander un nouveau lien." "This e-mail is out of date: its link leads nowhere any more, or its words are gone. Send a new invitation, or have a new link asked for.";
    EmailPersonal "email_personal" 409 "Ce courriel porte un lien personnel : ses mots ne changent pas. Il peut être retenu." "This e-mail holds a personal link: its words do not change. It can be kept back.";
    SameFile "same_file" 409 "Ce fichier est déjà joint." "This file is attached already.";
    AttachmentsFull "attachments_full" 409 "Les pièces jointes dépasseraient ensemble 50 Mo, ou 50 fichiers. Retirez-en une, ou allégez ce fichier." "The attachments would exceed 50 MiB or 50 files together.";
    ThreadNotStarted "thread_not_started" 409 "Sur un brouillon, c’est le partenaire qui écrit en premier." "On a draft the partner writes first.";
    PreconditionFailed "precondition_failed" 412 "Cet objet a changé depuis que vous l’avez lu." "It has changed since you read it.";
    PayloadTooLarge "payload_too_large" 413 "La requête est trop volumineuse." "The request is too large.";
    FileTooLarge "file_too_large" 413 "Ce fichier dépasse 10 Mo. Allégez-le, ou partagez-le en plusieurs fichiers." "This file is larger than 10 MiB.";
    UnsupportedMediaType "unsupported_media_type" 415 "Envoyez du JSON (Content-Type : application/json)." "Send JSON (Content-Type: application/json).";
    FileTypeRefused "file_type_refused" 415 "Le contenu de ce fichier n’est pas d’un type accepté : PDF, ODT, DOCX, ODS, XLSX, JPEG ou PNG." "Its content is none of PDF, ODT, DOCX, ODS, XLSX, JPEG, PNG.";
    RangeNotSatisfiable "range_not_satisfiable" 416 "Cette partie du fichier n’existe pas." "The file has no such range.";
    ValidationFailed "validation_failed" 422 "Des informations manquent ou sont à corriger." "Some fields are missing or wrong.";
    FileEmpty "file_empty" 422 "Ce fichier est vide." "This file is empty.";
    FileDamaged "file_damaged" 422 "Ce fichier est abîmé ou incomplet. Enregistrez-le à nouveau, puis recommencez." "This file is damaged or incomplete.";
    FileHasMacros "file_has_macros" 422 "Ce fichier contient des macros. Enregistrez-le sans macros, ou en PDF." "This file holds macros.";
    FileUnsafe "file_unsafe" 422 "Ce fichier contient autre chose que le document qu’il annonce. Enregistrez-le à nouveau, ou en PDF." "This file holds something else than the document that it claims to be.";
    FileInfected "file_infected" 422 "L’antivirus a refusé ce fichier. Rien n’a été gardé : vérifiez votre ordinateur." "The virus scanner refused this file.";
    IdempotencyKeyReused "idempotency_key_reused" 422 "Cette clé d’idempotence a déjà servi à une autre requête." "This idempotency key was used with another request.";
    UnreadableDocument "unreadable_document" 422 "Ce fichier n’est pas un document Word (DOCX) lisible." "This file is no DOCX document that can be read.";
    ForeignDocument "foreign_document" 422 "Ce document n’est pas un formulaire téléchargé ici : ses champs ne s’y trouvent pas." "This document has none of the form’s fields.";
    DocumentTooComplex "document_too_complex" 422 "Ce document est trop volumineux une fois ouvert." "This document is too large once unpacked.";
    PreconditionRequired "precondition_required" 428 "Envoyez la version que vous avez lue (If-Match)." "Send the version you read (If-Match).";
    TooManyRequests "too_many_requests" 429 "Trop de tentatives. Patientez avant de réessayer." "Too many attempts. Wait before you try again.";
    Internal "internal" 500 "Une erreur est survenue de notre côté. Rien n’a été perdu de ce qui était enregistré." "Something went wrong on our side.";
    Unavailable "unavailable" 503 "Le service est momentanément indisponible." "The service is unavailable for the moment.";
    SimulationTooLong "simulation_too_long" 503 "Ce calcul est trop long : retirez une condition, ou imposez des fiches-actions." "This takes too long: drop a condition or lock some projects.";
    StorageUnavailable "storage_unavailable" 503 "Le stockage des fichiers est momentanément indisponible. Rien n’a été gardé : réessayez plus tard." "The file storage is unavailable for the moment.";
    AntivirusUnavailable "antivirus_unavailable" 503 "Le contrôle antivirus est momentanément indisponible. Rien n’a été gardé : réessayez plus tard." "The virus scanner is unavailable for the moment.";
    StorageFull "storage_full" 507 "L’espace de stockage est plein. Rien n’a été gardé : prévenez la coordination." "The file storage is full.";
}
