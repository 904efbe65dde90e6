//! Words of the committee's session, and of what follows it.

use crate::format;

pub const LIVE: &str = "Mis à jour en direct";
pub const RECONNECTING: &str = "Connexion perdue : reprise en cours…";
pub const ENVELOPES: &str = "Enveloppes";
pub const NOTHING: &str = "Aucune fiche-action à l’ordre du jour";
pub const NOTHING_HINT: &str =
    "L’ordre du jour se remplit à mesure que les fiches-actions sont déclarées recevables.";
pub const TO_MINUTES: &str = "Voir le procès-verbal";
pub const LEAD: &str = "Conduite de la séance";
pub const OPEN: &str = "Ouvrir la séance";
pub const REOPEN: &str = "Rouvrir la séance";
pub const CLOSE: &str = "Lever la séance";
pub const NEXT: &str = "Passer à la fiche suivante";
pub const PAUSE: &str = "Ne plus rien afficher";
pub const CLOSE_TITLE: &str = "Lever la séance ?";
pub const CLOSE_TEXT: &str =
    "Plus aucune fiche-action n’est affichée aux membres. Vous pourrez rouvrir la séance.";
pub const CLOSE_NOW: &str = "Oui, lever la séance";
pub const DISAGREEMENTS_FIRST: &str = "Remettre les désaccords en premier";
pub const REORDER_TITLE: &str = "Remettre les désaccords en premier ?";
pub const REORDER_TEXT: &str = "Les fiches-actions qui divisent le plus les évaluateurs viennent en premier. L’ordre que vous avez choisi est perdu.";
pub const REORDER: &str = "Refaire l’ordre du jour";
pub const SETTINGS: &str = "Lieu et quorum";
pub const PLACE: &str = "Lieu";
pub const QUORUM_PERCENT: &str = "Quorum, en pour cent";
pub const QUORUM_HINT: &str =
    "Il faut plus que cette part des institutions pilotes qui peuvent siéger. 50 : plus de la moitié.";
pub const QUORUM_NEEDED: &str = "Indiquez un pourcentage, de 0 à 99.";
pub const SAVE_SETTINGS: &str = "Enregistrer";
pub const NOW: &str = "En discussion";
pub const AWAY: &str = "Vous ne prenez pas part à cette discussion";
pub const AWAY_TEXT: &str = "Le comité examine une fiche-action pour laquelle vous êtes en conflit d’intérêts. La séance reprend ici dès la fiche suivante.";
pub const AWAY_CHAIR: &str = "Le comité examine une fiche-action pour laquelle vous êtes en conflit d’intérêts : une autre personne de la coordination mène la discussion et écrit la décision. Vous pourrez ensuite passer à la fiche suivante.";
pub const NOBODY_YET: &str = "Aucune fiche-action n’est en discussion.";
pub const NOT_OPEN: &str = "La séance n’est pas ouverte.";
pub const ENDED: &str = "La séance est levée.";
pub const QUORUM: &str = "Quorum";
pub const NO_QUORUM: &str = "Le quorum n’est pas atteint pour cette fiche-action : la décision attend.";
pub const FUNDER: &str = "Financeur";
pub const WRITE_DECISION: &str = "Écrire la décision";
pub const CHANGE_DECISION: &str = "Revoir la décision";
pub const AGENDA: &str = "Ordre du jour";
pub const RECUSED_HERE: &str = "Vous êtes en conflit d’intérêts";
pub const ASIDE: &str = "Hors débat";
pub const DISCUSS: &str = "Examiner";
pub const TO_TOP: &str = "En premier";
pub const PLACE_OF: &str = "Place";
pub const UP: &str = "Monter";
pub const DOWN: &str = "Descendre";
pub const ATTENDANCE: &str = "Présence";
pub const NOBODY_THERE: &str = "Personne n’est encore noté présent.";
pub const MISSING: &str = "Pas encore là";
pub const I_AM_HERE: &str = "Je suis là";
pub const IS_HERE: &str = "Noter présent";
pub const I_LEAVE: &str = "Je pars";
pub const LEAVES: &str = "Noter le départ";
pub const SOMEBODY_ELSE: &str = "Ajouter une autre personne";
pub const NAME: &str = "Nom";
pub const SITS_FOR: &str = "Siège pour";
pub const SITS_FOR_HINT: &str = "À remplir pour qui remplace un membre.";
pub const NO_INSTITUTION: &str = "Aucune : personne invitée";
pub const ADD_PERSON: &str = "Ajouter";

// Votes and reserve list in the form of a decision
pub const VOTES: &str = "Votes";
pub const VOTES_HINT: &str = "Une voix par institution pilote. Laissez vide si le comité n’a pas compté.";
pub const IN_FAVOUR: &str = "Pour";
pub const AGAINST: &str = "Contre";
pub const ABSTAINED: &str = "Abstentions";
pub const RESERVE_RANK: &str = "Place sur la liste d’attente";
pub const RESERVE_RANK_HINT: &str = "Les autres fiches se décalent. Vide : à la suite.";

// Feedback
pub const FEEDBACK_LEAD: &str = "Chaque porteur lira un seul texte, sans le nom des évaluateurs. Relisez-le avant la publication ; ensuite il ne change plus.";
pub const FEEDBACK_PUBLISHED: &str =
    "Les décisions sont publiées : voici ce que lit chaque porteur, sans le nom des évaluateurs.";
pub const FEEDBACK_TEXT: &str = "Ce que lira le porteur";
pub const FEEDBACK_SAVE: &str = "Enregistrer ce texte";
pub const FEEDBACK_SAVED: &str = "Texte enregistré.";
pub const FEEDBACK_EDITED: &str = "Relu";
pub const FEEDBACK_RAW: &str = "Messages tels quels";
pub const FEEDBACK_SOURCES: &str = "Messages des évaluateurs";
pub const FEEDBACK_THEIRS: &str = "Le texte enregistré entre-temps par quelqu’un d’autre";
pub const FEEDBACK_NONE: &str = "Aucun texte à relire pour l’instant";
pub const FEEDBACK_NONE_HINT: &str = "Les messages des évaluateurs arrivent ici avec leurs évaluations.";
pub const FEEDBACK_EMPTY: &str = "Aucune remarque ne sera transmise.";
pub const NO_OPINION: &str = "Sans avis";

// After the committee
pub const LETTERS: &str = "Courriels de décision";
pub const LETTERS_LATER: &str =
    "Les courriels sont préparés à la publication des décisions. Vous les relisez, puis vous les envoyez.";
pub const LETTERS_READ: &str = "Relire les courriels retenus";
pub const LETTERS_SEND: &str = "Envoyer tous les courriels de décision";
pub const LETTERS_SEND_TITLE: &str = "Envoyer tous les courriels de décision ?";
pub const LETTERS_SEND_TEXT: &str = "Tous ceux de cet appel qui sont encore retenus partent. Ceux que vous avez modifiés partent comme vous les avez écrits.";
pub const LETTERS_DONE: &str = "Aucun courriel de décision n’attend.";
pub const RESERVATIONS: &str = "Réserves";
pub const NO_RESERVATION: &str = "Aucune réserve n’a été posée.";
pub const OVERDUE: &str = "En retard";
pub const STATE: &str = "État";
pub const PROOF: &str = "Réponse du porteur";
pub const LIFT: &str = "Lever la réserve";
pub const LIFT_TITLE: &str = "Lever cette réserve ?";
pub const LIFT_TEXT: &str = "Quand la dernière réserve d’une fiche est levée, la fiche est retenue définitivement et son porteur est prévenu par courriel.";
pub const LIFTED: &str = "La réserve est levée.";
pub const EXTEND: &str = "Donner un délai";
pub const EXTEND_TITLE: &str = "Donner un délai pour cette réserve";
pub const EXTENDED: &str = "Le nouveau délai est enregistré.";
pub const NEW_DUE: &str = "Nouvelle date limite, incluse";
pub const LIFT_NOTE: &str = "Note";
pub const RESERVE: &str = "Liste d’attente";
pub const NO_RESERVE: &str = "Aucune fiche-action n’est sur liste d’attente.";
pub const RANK: &str = "Place";
pub const FITS: &str = "L’enveloppe le permet";
pub const DOES_NOT_FIT: &str = "L’enveloppe ne suffit pas";
pub const PROPOSED: &str = "À retenir en premier";
pub const MOVE_UP: &str = "Retenir cette fiche";
pub const MOVE_UP_TITLE: &str = "Retenir cette fiche de la liste d’attente ?";
pub const MOVE_UP_TEXT: &str = "La fiche est retenue avec ces montants et devient publique ; son courriel est préparé et attend votre relecture.";
pub const MOVE_UP_REASON: &str = "Motif";
pub const MOVE_UP_REASON_HINT: &str = "Le porteur le lira tel quel.";
pub const PASSES_OVER: &str = "Une autre fiche passe avant celle-ci sur la liste : dites pourquoi celle-ci est retenue. Le porteur le lira tel quel.";
pub const DECIDE_AGAIN: &str = "Revoir la décision";

// The partner's own reservations
pub const PROVE: &str = "Dire comment elle est satisfaite";
pub const PROVE_TITLE: &str = "Comment cette réserve est-elle satisfaite ?";
pub const PROVE_HINT: &str =
    "Joignez les documents par la messagerie de la fiche ; dites ici ce qui est fait.";
pub const PROVE_TEXT: &str = "Votre réponse";
pub const PROVE_SEND: &str = "Envoyer la réponse";

// Minutes
pub const MINUTES_PDF: &str = "Procès-verbal (PDF)";
pub const LETTER_PDF: &str = "Lettre de décision (PDF)";
pub const LETTER_DRAFT_PDF: &str = "Projet de lettre (PDF)";
pub const PROVISIONAL: &str = "Document provisoire, réservé au comité";
pub const PROVISIONAL_TEXT: &str =
    "Les décisions ne sont pas publiées : ce procès-verbal peut encore changer.";
pub const OPENED: &str = "Ouverte le";
pub const CLOSED: &str = "Levée le";
pub const DECISIONS: &str = "Décisions";
pub const NO_DECISION: &str = "Aucune décision n’est encore prise.";
pub const UNDECIDED: &str = "Sans décision";
pub const SIGNATURES: &str = "Signatures";
pub const INSTITUTION: &str = "Institution";
pub const VOTING: &str = "Vote";
pub const PRESENT: &str = "Présence";
pub const SIGNED_BY: &str = "Signé par";
pub const SIGNED_AT: &str = "Le";
pub const NOT_SIGNED: &str = "n’a pas signé";
pub const YES: &str = "oui";
pub const NO: &str = "non";
pub const DATE: &str = "Date";
pub const CHANGE: &str = "Changement";
pub const SINCE: &str = "Depuis la publication";
pub const SINCE_TEXT: &str = "Le procès-verbal reste tel qu’il a été publié. Voici ce qui a changé depuis.";
pub const ENVELOPE: &str = "Enveloppe";
pub const GRANTED: &str = "Accordé";
pub const LEFT: &str = "Reste";

/// « 3 présentes, 2 nécessaires ».
pub fn quorum(present: i64, required: i64) -> String {
    format!(
        "{}, {}",
        format::counted(present, "présente", "présentes"),
        format::counted(required, "nécessaire", "nécessaires")
    )
}

/// « Quorum : 3 présentes, 2 nécessaires », and that it was not met.
pub fn quorum_of(present: i64, required: i64, met: bool) -> String {
    let sentence = format!("{QUORUM} : {}", quorum(present, required));
    if met { sentence } else { format!("{sentence} (non atteint)") }
}

/// « 3 pour, 0 contre, 1 abstention ».
pub fn votes(in_favour: i64, against: i64, abstained: i64) -> String {
    format!(
        "{} pour, {} contre, {}",
        format::number(in_favour),
        format::number(against),
        format::counted(abstained, "abstention", "abstentions")
    )
}

/// « Réponse de Camille Martin, le 3 mai 2026 ».
pub fn answered(name: Option<&str>, day: Option<&str>) -> String {
    let by = name.map_or_else(|| PROOF.to_owned(), |name| format!("Réponse de {name}"));
    day.map_or(by.clone(), |day| format!("{by}, le {day}"))
}

/// « Levée par Camille Martin, le 3 mai 2026 ».
pub fn lifted_by(name: Option<&str>, day: &str) -> String {
    name.map_or_else(|| format!("Levée le {day}"), |name| format!("Levée par {name}, le {day}"))
}

/// « place 2 ».
pub fn rank(rank: i64) -> String {
    format!("place {}", format::number(rank))
}

/// « depuis 14 h 05 ».
pub fn since(hour: &str) -> String {
    format!("depuis {hour}")
}

/// « de 14 h 05 à 16 h 30 ».
pub fn from_to(from: &str, to: &str) -> String {
    format!("de {from} à {to}")
}

/// « Lire en famille » est retenue…
pub fn moved_up(title: &str) -> String {
    format!("« {title} » est retenue. Son courriel attend votre relecture.")
}

/// « 24 courriels attendent votre relecture. ».
pub fn held(count: i64) -> String {
    match count {
        1 => "1 courriel attend votre relecture.".into(),
        _ => format!("{} courriels attendent votre relecture.", format::number(count)),
    }
}

/// « 24 courriels partent. ».
pub fn released(count: i64) -> String {
    match count {
        0 => "Aucun courriel n’était retenu.".into(),
        1 => "1 courriel part.".into(),
        _ => format!("{} courriels partent.", format::number(count)),
    }
}
