//! Words of the committee: submissions, ranking, decisions, signatures, publication.

use crate::format;

pub const PROJECT: &str = "Fiche-action";
pub const PARTNER: &str = "Porteur";
pub const STATUS: &str = "État";
pub const OBJECTIVES: &str = "Objectifs";
pub const REQUESTED: &str = "Demandé";
pub const REVIEWERS: &str = "Évaluateurs";
pub const ACTIONS: &str = "À faire";

// Submissions
pub const FILTER_SUBMISSIONS: &str = "Filtrer les dépôts";
pub const WORDS: &str = "Mots du titre ou numéro";
pub const ALL_FILED: &str = "Toutes les fiches déposées";
pub const OBJECTIVE: &str = "Objectif";
pub const ALL_OBJECTIVES: &str = "Tous les objectifs";
pub const NO_SUBMISSION: &str = "Aucune fiche-action déposée pour l’instant";
pub const NO_SUBMISSION_HINT: &str = "Les fiches-actions apparaissent ici dès leur dépôt.";
pub const NO_MATCH: &str = "Aucune fiche-action ne correspond";
pub const NO_MATCH_HINT: &str = "Retirez un filtre pour en voir d’autres.";
pub const SUBMISSIONS: &str = "Fiches-actions déposées";
pub const ADMIT_ALL_TITLE: &str = "Déclarer recevables toutes les fiches qui attendent ?";
pub const ADMIT_ALL_TEXT: &str = "Celles qui ne le sont pas se déclarent non recevables une à une, avant ou après. Jusqu’à la première évaluation, vous pouvez revenir sur chacune.";
pub const ADMIT_ALL_STOP: &str = "Arrêter ici";
pub const ASSIGN: &str = "Choisir les évaluateurs";
pub const REVIEW_DONE: &str = "Évaluation déposée : ";
pub const NOBODY: &str = "Personne encore";
pub const SEE_DRAFTS: &str = "Voir les brouillons";

// Assignment
pub const ASSIGN_TITLE: &str = "Qui évalue cette fiche-action ?";
pub const ASSIGN_DO: &str = "Confier";
pub const ASSIGN_UNDO: &str = "Retirer";
pub const LOSE_DRAFT_TITLE: &str = "Retirer une évaluation commencée ?";
pub const LOSE_DRAFT: &str = "Retirer et effacer le brouillon";
pub const LOSE_DRAFT_TEXT: &str =
    "Cette personne a déjà commencé son évaluation : son brouillon est effacé avec l’affectation.";
pub const TO_REPLACE: &str = "En conflit : à remplacer";
pub const ASSIGNED: &str = "Confiée";
pub const CANDIDATES: &str = "Personnes qui peuvent évaluer";
pub const NO_CANDIDATE: &str = "Personne n’a encore le rôle d’évaluation dans cette Cité éducative.";
pub const INVITE_REVIEWERS: &str = "Inviter des évaluateurs";
pub const RECORD_CONFLICT: &str = "Signaler un conflit";
pub const RECORD_TEXT: &str =
    "Cette personne n’évaluera pas la fiche et n’en lira pas les évaluations. Le procès-verbal le mentionne.";
pub const LIFT_CONFLICT: &str = "Lever le conflit";
pub const LIFT_TEXT: &str =
    "Cette personne pourra de nouveau évaluer la fiche. L’historique garde les deux motifs.";
pub const REOPEN_REVIEW: &str = "Rouvrir l’évaluation";
pub const REOPEN_TEXT: &str = "Elle redevient un brouillon, qui ne compte plus tant qu’il n’est pas déposé. La personne reçoit un courriel avec votre motif.";
pub const REOPEN_UNTIL: &str = "Dernier jour, inclus";
pub const ACT_REASON: &str = "Motif";
pub const IN_CONFLICT: &str = "En conflit d’intérêts";
pub const DONE: &str = "Terminé";
pub const SAME_INSTITUTION: &str = "Même organisme qu’une personne déjà choisie";

// Ranking
pub const RANK: &str = "Rang";
pub const SCORE: &str = "Score";
pub const MEDIAN: &str = "Médiane";
pub const SPREAD: &str = "Écart";
pub const CHART: &str = "Graphique";
pub const SCALE: &str = "De 0 à 5";
pub const LEGEND: &str = "Légende";
pub const SCORE_MEAN: &str = "Score (moyenne)";
pub const SPREAD_LONG: &str = "Écart autour du score";
pub const CORRECTED_LONG: &str = "Score corrigé";
pub const DONE_OF: &str = "Évaluations";
pub const OPINIONS: &str = "Avis";
pub const METHOD: &str = "Le score est la moyenne des évaluations déposées ; chacune est la moyenne de ses notes de 0 à 5, \
                          pondérées par le poids des critères. Une évaluation isolée déplace peu la médiane. L’écart dit à quel point les évaluations divergent ; les \
                          abstentions ne comptent pas.";
pub const METHOD_CORRECTED: &str = "Le score corrigé retire à chaque évaluateur sa sévérité, estimée sur les fiches-actions \
                                    qu’il partage avec d’autres : il peut dépasser 5 ou passer sous 0. Le rang reste celui du score.";
pub const FILES_FOLLOW: &str = "Les fichiers suivent les filtres et l’ordre de cette page.";
pub const DOWNLOAD_XLSX: &str = "Télécharger le classement (Excel)";
pub const DOWNLOAD_CSV: &str = "Télécharger le classement (CSV)";
pub const CORRECTED: &str = "Corrigé";
pub const FILTER_RANKING: &str = "Filtrer le classement";
pub const ALL_STATUSES: &str = "Tous les états";
pub const ALL_REVIEWS: &str = "Toutes";
pub const COMPLETE: &str = "Toutes déposées";
pub const INCOMPLETE: &str = "Il en manque";
pub const RANK_CHANGED: &str = "Rang changé par la correction";
pub const NO_RANKING: &str = "Aucune fiche-action à classer pour l’instant";
pub const NO_RANKING_HINT: &str =
    "Le classement se remplit à mesure que les fiches-actions sont déclarées recevables et évaluées.";
pub const AFTER_OWN: &str = "Visible après votre évaluation";
pub const NOT_FOR_YOU: &str = "Non visible pour vous";
pub const NO_REVIEW: &str = "Pas encore évaluée";
pub const OVERVIEW: &str = "Vue d’ensemble";
pub const BY_CRITERION: &str = "Par critère";
pub const VIEWS: &str = "Présentation du classement";
pub const CRITERIA_KEY: &str = "Les critères";
pub const PRINT: &str = "Imprimer";
pub const RANKING: &str = "Classement des fiches-actions";
pub const MEANS: &str = "Moyennes par critère";

// Decisions
pub const ENVELOPES: &str = "Enveloppes";
pub const NO_ENVELOPE: &str = "Aucune enveloppe n’est fixée pour cet appel : rien ne peut être accordé.";
pub const ORDER: &str = "Ordre des fiches-actions";
pub const ORDER_RANK: &str = "Par classement";
pub const ORDER_SPREAD: &str = "Désaccords d’abord";
pub const DECIDED: &str = "Décision";
pub const UNDECIDED: &str = "À décider";
pub const VOTED_SUM: &str = "Accordé";
pub const DECIDE: &str = "Décider";
pub const CHANGE: &str = "Revoir";
pub const NOTHING_TO_DECIDE: &str = "Aucune fiche-action à décider pour l’instant";
pub const NOTHING_TO_DECIDE_HINT: &str = "Le comité décide des fiches-actions déclarées recevables.";
pub const BACK_TO_ALL: &str = "Toutes les fiches-actions";
pub const BACK_TO_SESSION: &str = "Revenir à la séance";
pub const OUTCOME: &str = "Décision du comité";
pub const OUTCOME_NEEDED: &str = "Choisissez la décision.";
pub const REASON: &str = "Motif";
pub const REASON_HINT: &str = "Le porteur le lira tel quel.";
pub const AMOUNTS: &str = "Montants par financeur";
pub const ASKED: &str = "Demandé";
pub const PROPOSED: &str = "Proposé";
pub const VOTED: &str = "Accordé";
pub const NO_FUNDER: &str = "Aucun financeur n’est sollicité.";
pub const RESERVATIONS: &str = "Réserves";
pub const RESERVATIONS_HINT: &str = "Ce qui doit être fait, par qui, avant quand.";
pub const WHAT: &str = "Ce qui est demandé";
pub const WHO: &str = "Par qui";
pub const DUE: &str = "Au plus tard le";
pub const DUE_NEEDED: &str = "Indiquez une date.";
pub const RESERVATION_NEEDED: &str = "Ajoutez une réserve, ou retenez la fiche sans réserve.";
pub const ADD_RESERVATION: &str = "Ajouter une réserve";
pub const REMOVE_RESERVATION: &str = "Retirer cette réserve";
pub const SAVE_NEXT: &str = "Enregistrer et passer à la suivante";
pub const SAVE_DECISION: &str = "Enregistrer la décision";
pub const SAVE_SESSION: &str = "Enregistrer et revenir à la séance";
pub const RECUSED: &str = "Ne prennent pas part à cette décision";
pub const DECIDED_MEANWHILE: &str = "La décision enregistrée entre-temps";
pub const DECIDED_MEANWHILE_TEXT: &str = "Quelqu’un a enregistré une décision pendant que vous écriviez la vôtre. Elle est montrée ci-dessous, votre \
                                          saisie est toujours là : enregistrez à nouveau pour la remplacer.";
pub const VOIDS_SIGNATURES: &str =
    "Des institutions ont déjà signé : si vous changez une décision, elles devront signer à nouveau.";
pub const OVER_TITLE: &str = "Cette décision dépasse une enveloppe";

// Signatures and publication
pub const SUMMARY: &str = "Ce qui est décidé";
pub const SELECTED: &str = "Retenues";
pub const WAITLISTED: &str = "Sur liste d’attente";
pub const REJECTED: &str = "Non retenues";
pub const TO_DECIDE: &str = "À décider";
pub const ALL_DECISIONS: &str = "Les décisions";
pub const SEE_DECISIONS: &str = "Voir le détail des décisions";
pub const SIGNATURES: &str = "Signatures des institutions pilotes";
pub const SIGNED: &str = "Signée";
pub const TO_SIGN: &str = "À signer";
pub const SIGN_AGAIN: &str = "À signer à nouveau";
pub const SIGN: &str = "Signer les décisions";
pub const SIGN_TITLE: &str = "Signer les décisions ?";
pub const SIGNED_NOW: &str = "Votre signature est enregistrée.";
pub const SIGN_AGAIN_WHY: &str = "Une décision a changé après cette signature.";
pub const SIGN_STALE: &str = "Une décision a changé";
pub const SIGN_STALE_TEXT: &str = "Une décision a changé depuis que vous avez ouvert cette page : rien n’est signé. Relisez les décisions ci-dessous, puis signez.";
pub const SIGN_LATER: &str = "Vous pourrez signer quand chaque fiche-action aura sa décision.";
pub const PUBLICATION: &str = "Publication";
pub const MISSING: &str = "Avant de publier, il manque :";
pub const READY: &str = "Tout est prêt : chaque fiche-action a sa décision, chaque institution a signé.";
pub const CLOSES: &str =
    "L’appel est encore ouvert : la publication le clôt, plus aucune fiche ne pourra être déposée.";
pub const NONE_DECIDED: &str = "une décision au moins";
pub const PUBLISH: &str = "Publier toutes les décisions";
pub const PUBLISH_TITLE: &str = "Publier toutes les décisions ?";
pub const PUBLISH_FINAL: &str = "La publication ne se défait pas.";
pub const PUBLISH_PUBLIC: &str = "Chaque porteur voit sa décision, son motif et les remarques des évaluateurs. Les fiches-actions retenues apparaissent sur le portail public.";
pub const ADMISSIBILITY_OR_DECISION: &str = "une décision, ou l’examen de recevabilité :";
pub const SIGNATURES_OF: &str = "des signatures : ";

/// « 12 fiches-actions ».
pub fn projects(count: i64) -> String {
    format::counted(count, "fiche-action", "fiches-actions")
}

/// « 12 fiches-actions, hors 1 abandonnée »: what a sum counts.
pub fn total(live: usize, abandoned: usize) -> String {
    let [live, abandoned] = [live, abandoned].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    match abandoned {
        0 => projects(live),
        _ => format!("{}, hors {}", projects(live), format::counted(abandoned, "abandonnée", "abandonnées")),
    }
}

/// « 3 fiches-actions sont encore en brouillon ».
pub fn drafts(count: i64) -> String {
    match count {
        1 => "1 fiche-action est encore en brouillon.".into(),
        _ => format!("{} fiches-actions sont encore en brouillon.", format::number(count)),
    }
}

/// « « Lire en famille » : Recevable ».
pub fn now(title: &str, status: &str) -> String {
    format!("« {title} » : {status}.")
}

/// « 2 sur 3 ».
pub fn out_of(done: i64, expected: i64) -> String {
    format!("{} sur {}", format::number(done), format::number(expected))
}

/// « 2 fiches-actions à évaluer ».
pub fn load(count: i64) -> String {
    match count {
        0 => "aucune fiche-action confiée".into(),
        1 => "1 fiche-action confiée".into(),
        _ => format!("{} fiches-actions confiées", format::number(count)),
    }
}

/// « Camille Martin ne peut pas évaluer cette fiche-action. Son institution porte le projet : Ville. ».
pub fn cannot_review(name: &str, why: &str) -> String {
    format!("{name} ne peut pas évaluer cette fiche-action. {why}.")
}

/// « 2 favorables, 1 défavorable ».
pub fn opinions(favourable: i64, reserved: i64, unfavourable: i64) -> String {
    let parts = [
        (favourable, "favorable", "favorables"),
        (reserved, "avec réserves", "avec réserves"),
        (unfavourable, "défavorable", "défavorables"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format::counted(count, one, many))
        .collect();
    parts.join(", ")
}

/// « 1 abstention ».
pub fn abstentions(count: i64) -> String {
    format::counted(count, "abstention", "abstentions")
}

/// « gagne 2 rangs », « perd 1 rang »: what the correction does.
pub fn rank_change(change: i64) -> String {
    let ranks = format::counted(change.abs(), "rang", "rangs");
    if change > 0 { format!("gagne {ranks}") } else { format!("perd {ranks}") }
}

/// « méd. 3,50 ».
pub fn median(value: f64) -> String {
    format!("méd. {}", format::fine_score(value))
}

/// « ± 0,6 ».
pub fn spread(value: f64) -> String {
    format!("± {}", format::score(value))
}

/// « Ville de Soissons : l’enveloppe est de 40 000 €, 38 000 € sont déjà accordés à d’autres, il reste 2 000 €, vous en accordez 5 000 €. ».
pub fn over(funder: &str, envelope: i64, others: i64, wanted: i64) -> String {
    let left = (envelope - others).max(0);
    format!(
        "{funder} : l’enveloppe est de {}, {} sont déjà accordés à d’autres. Il reste {} ; vous accordez {}.",
        format::cents(envelope),
        format::cents(others),
        format::cents(left),
        format::cents(wanted)
    )
}

/// « Décision enregistrée : Lire en famille, retenue. ».
pub fn decided(title: &str, outcome: &str) -> String {
    format!("Décision enregistrée : {title}, {}.", outcome.to_lowercase())
}

/// « Réserve 2 ».
pub fn reservation(place: usize) -> String {
    format!("Réserve {place}")
}

/// « Le porteur, avant le 1er septembre 2026 ».
pub fn reservation_by(owner: &str, due: format::Date) -> String {
    format!("{owner}, au plus tard le {}", format::date(due))
}

/// « Signée par Camille Martin le 7 juin 2022 à 16 h 00 ».
pub fn signed_by(name: &str, at: format::Timestamp) -> String {
    format!("par {name}, le {}", format::date_time(at))
}

/// What signing says.
pub fn sign_text(institution: &str, selected: i64, waitlisted: i64, rejected: i64) -> String {
    format!(
        "Au nom de « {institution} », vous approuvez {} : {}, {} sur liste d’attente, {}.",
        format::counted(selected + waitlisted + rejected, "décision", "décisions"),
        format::counted(selected, "retenue", "retenues"),
        format::number(waitlisted),
        format::counted(rejected, "non retenue", "non retenues")
    )
}

/// What publication does.
pub fn publish_text(selected: i64, waitlisted: i64, rejected: i64) -> String {
    format!(
        "{}, {} sur liste d’attente, {} : tout devient définitif en une fois.",
        format::counted(selected, "fiche-action retenue", "fiches-actions retenues"),
        format::number(waitlisted),
        format::counted(rejected, "non retenue", "non retenues")
    )
}

pub const TO_LETTERS: &str = "Relire et envoyer les courriels de décision";

/// « Décisions publiées le 7 juin 2022 à 18 h 00. ».
pub fn published_on(at: format::Timestamp) -> String {
    format!("Les décisions ont été publiées le {}.", format::date_time(at))
}

/// « Déclarer recevables les 60 fiches déposées ».
pub fn admit_all(count: usize) -> String {
    format!("Déclarer recevables les {count} fiches déposées")
}

/// The verb of its dialog.
pub fn admit_all_do(count: usize) -> String {
    format!("Déclarer recevables {count} fiches")
}

/// How far it is.
pub fn admit_all_running(done: usize, all: usize) -> String {
    format!("{done} sur {all} déclarées recevables…")
}

/// What was done.
pub fn admit_all_done(done: usize) -> String {
    match done {
        0 => "Aucune fiche n’a pu être déclarée recevable.".to_owned(),
        1 => "Une fiche est recevable.".to_owned(),
        _ => format!("{done} fiches sont recevables."),
    }
}
