//! Words of the simulator.

use crate::format;

pub const LEAD: &str = "Parmi les fiches-actions recevables, le choix qui réunit le plus de points sans dépasser une enveloppe, \
                        avec les planchers que vous posez. Un scénario ne décide rien.";
pub const NEW: &str = "Nouveau scénario";
pub const EDIT: &str = "Modifier le scénario";
pub const NAME: &str = "Nom du scénario";
pub const SCORE: &str = "Points comptés";
pub const RAW: &str = "Score du classement";
pub const CORRECTED: &str = "Score corrigé de la sévérité";
pub const ENVELOPES: &str = "Enveloppes";
pub const ENVELOPES_HINT: &str = "Celles de l’appel, à changer pour essayer.";
pub const FLOORS: &str = "Planchers";
pub const FLOORS_HINT: &str = "Au moins tant de fiches-actions. Laissez vide ce qui n’a pas de plancher.";
pub const OBJECTIVES: &str = "Par objectif";
pub const DISTRICTS: &str = "Par quartier";
pub const BANDS: &str = "Par âge";
pub const LOCKS: &str = "Fiches-actions imposées ou écartées";
pub const FREE: &str = "Libre";
pub const LOCKED_IN: &str = "Imposée";
pub const LOCKED_OUT: &str = "Écartée";
pub const LOCKS_GONE: &str = "Ces fiches-actions imposées ou écartées ne sont plus proposées (retirées, par exemple) : le scénario les oublie";
pub const TRY: &str = "Essayer sans enregistrer";
pub const SAVE: &str = "Enregistrer le scénario";
pub const TRIAL_NAME: &str = "Essai";
pub const TRIAL: &str = "Essai, non enregistré";
pub const IMPOSSIBLE: &str = "Aucun choix ne respecte toutes ces conditions";
pub const SCENARIOS: &str = "Scénarios enregistrés";
pub const NO_SCENARIO: &str = "Aucun scénario enregistré";
pub const NO_SCENARIO_HINT: &str = "La coordination peut en enregistrer pour les comparer ici.";
pub const COMPARE: &str = "Comparaison des scénarios";
pub const CHANGE: &str = "Modifier";
pub const DELETE: &str = "Supprimer";
pub const DELETE_TITLE: &str = "Supprimer ce scénario ?";
pub const CANCEL_EDIT: &str = "Ne pas modifier";
pub const TAKE_OVER: &str = "Reprendre dans les décisions";
pub const TAKE_OVER_TITLE: &str = "Reprendre ce scénario dans les décisions ?";
pub const TAKE_OVER_TEXT: &str = "Chaque fiche-action retenue du scénario qui n’a pas encore de décision reçoit la décision \
                                  provisoire « Retenue », avec les montants demandés. Les autres restent à décider. \
                                  Si une enveloppe ne suffit pas, rien n’est repris.";
pub const OUTDATED: &str = "À recalculer";
pub const OUTDATED_WHY: &str = "Des scores, des fiches-actions ou des enveloppes ont changé depuis.";
pub const OUTDATED_CHANGE: &str = "Modifiez le scénario pour le recalculer.";
pub const UNPROVEN: &str = "Le meilleur choix trouvé dans le temps imparti ; un meilleur n’est pas exclu.";
pub const TOTAL: &str = "Total des points";
pub const SELECTED: &str = "Fiches-actions retenues";
pub const MEASURE: &str = "Mesure";
pub const MONEY: &str = "Argent";
pub const COVERAGE: &str = "Couverture";
pub const PROJECTS: &str = "Fiches-actions";
pub const IN: &str = "Retenue";
pub const IN_LOCKED: &str = "Retenue (imposée)";
pub const OUT: &str = "Non retenue";
pub const OUT_LOCKED: &str = "Non retenue (écartée)";
pub const CROSS: &str = "Objectifs et quartiers";
pub const CROSS_BAND: &str = "Âge";
pub const ALL_BANDS: &str = "Tous les âges";
pub const ABSENT: &str = "Pas dans ce scénario";
pub const LEAVE_TITLE: &str = "Abandonner la saisie en cours ?";
pub const LEAVE_TEXT: &str = "Le scénario que vous êtes en train d’écrire n’est pas enregistré.";
pub const LEAVE: &str = "Ouvrir l’autre scénario";
pub const DELETED: &str = "Le scénario est supprimé.";

/// « 12 000 € sur 40 000 € ».
pub fn used(used: openapi::Money, amount: openapi::Money) -> String {
    format!("{} sur {}", format::money(used), format::money(amount))
}

/// « Scénario enregistré : Plus de parents. ».
pub fn saved(name: &str) -> String {
    format!("Scénario enregistré : {name}.")
}

/// « 3 décisions reprises. 2 fiches-actions restent comme elles sont. ».
pub fn taken_over(decided: i64, kept: i64) -> String {
    let decided = format::counted(decided, "décision reprise", "décisions reprises");
    match kept {
        0 => format!("{decided}."),
        1 => format!("{decided}. 1 fiche-action reste comme elle est : {KEPT_WHY}."),
        _ => format!(
            "{decided}. {} fiches-actions restent comme elles sont : {KEPT_WHY}.",
            format::number(kept)
        ),
    }
}

const KEPT_WHY: &str = "déjà décidée, retirée depuis, ou en conflit d’intérêts avec vous";

/// « Comparer « Plus de parents » ».
pub fn compare(name: &str) -> String {
    format!("Comparer « {name} »")
}

/// « Dans chaque case, dans cet ordre : A · B. ».
pub fn in_each_cell(names: &[&str]) -> String {
    format!("Fiches-actions retenues ; dans chaque case, dans cet ordre : {}.", names.join(" · "))
}
