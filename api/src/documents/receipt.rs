//! The receipt on paper, as JSON for its template. Pure.

use super::{
    content::{fact, title_of},
    filed::Fiche,
    words,
};
use openapi::project::Receipt;
use serde_json::{Value, json};

/// The receipt of a filing; `site` is the address of the web app.
pub fn content(found: &Fiche, receipt: &Receipt, site: &str) -> Value {
    let Fiche { project, fiche, call, programme, .. } = found;
    let title = title_of(project, fiche);
    let Receipt { number, submitted_at, sha256 } = receipt;
    json!({
        "title": format!("Récépissé de dépôt {number}"),
        "author": programme,
        "description": format!("Récépissé du dépôt de la fiche-action {title}."),
        "running": [programme, call.title],
        "foot": format!("Récépissé {number}"),
        "kind": "Récépissé de dépôt",
        "heading": number,
        "lead": format!("La fiche-action «\u{202f}{title}\u{202f}» a été déposée le {}.", words::instant(*submitted_at)),
        "facts": [
            fact("Numéro", number),
            fact("Déposée le", words::instant(*submitted_at)),
            fact("Fiche-action", &title),
            fact("Organisation porteuse", &project.partner.name),
            fact("Appel à projets", &call.title),
            fact("Cité éducative", programme),
        ],
        "sha256": sha256,
        "chapters": [
            {
                "title": "Ce que prouve ce récépissé",
                "text": "L’empreinte est calculée sur toute la fiche déposée. Changer une seule lettre de la fiche donnerait une autre empreinte\u{a0}: qui tient la fiche peut donc établir qu’elle est bien celle qui a été reçue, à la date et à l’heure ci-dessus, celles du serveur.\nL’empreinte ne révèle rien du contenu de la fiche.",
                "steps": [],
            },
            {
                "title": "Comment le vérifier",
                "text": "",
                "steps": [
                    "Téléchargez la fiche déposée (fichier JSON) depuis sa page, ou demandez ce fichier à qui l’a déposée.",
                    format!("Ouvrez la page «\u{202f}Vérifier un récépissé\u{202f}»\u{a0}: {site}/verifier"),
                    "Déposez-y le fichier, ou recopiez l’empreinte ci-dessus. La réponse donne le numéro, la date du dépôt, et dit si une version plus récente l’a remplacée.",
                ],
            },
        ],
    })
}
