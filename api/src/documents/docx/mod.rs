//! The form as a Word document that one fills offline and sends back: each field is a content control whose tag is the
//! field's JSON Pointer (`/title`, `/phases/*/name` in each line of a table, `/times/school` for a box to tick).

mod layout;
mod package;
mod read;
mod write;

pub use read::{Import, Refused, read};

use super::{content, filed::Fiche, form::Vocabulary, words};
use crate::http::fail::Fail;
use openapi::{call::Call, project::ProjectInput};
use write::Sheet;

/// Names of the properties that say where a document comes from.
pub const ORIGIN: [&str; 3] = ["AllianceProject", "AllianceVersion", "AllianceCall"];

const HOW: &str = "Écrivez dans les champs, sans changer le reste du document. Pour une ligne de plus dans un tableau, copiez une ligne entière. \
     Enregistrez au format Word (.docx), puis renvoyez le fichier depuis la page de votre fiche\u{a0}: vous verrez chaque différence avant de la reprendre.";

/// The blank form of a call.
pub fn blank(call: &Call, programme: &str, vocabulary: &Vocabulary) -> Result<Vec<u8>, Fail> {
    let fiche = serde_json::to_value(ProjectInput::default()).unwrap_or_default();
    let mut sheet = Sheet::new(&format!("Fiche-action – {}", call.title), programme);
    sheet.subtitle(programme);
    sheet.title(&format!("Fiche-action – {}", call.title));
    for (label, value) in content::calendar(call) {
        sheet.fact(&label, &value);
    }
    sheet.notice(HOW);
    if !call.criteria.is_empty() {
        sheet.heading(1, "Critères d’évaluation");
        for criterion in &call.criteria {
            let help =
                if criterion.help.is_empty() { String::new() } else { format!(" – {}", criterion.help) };
            sheet.item(&format!("{}{help}", criterion.label));
        }
    }
    sheet.form(&fiche, vocabulary);
    sheet.finish(&[(ORIGIN[2], call.id.as_str().to_owned())])
}

/// A fiche as it stands.
pub fn filled(found: &Fiche) -> Result<Vec<u8>, Fail> {
    let Fiche { project, fiche, receipt, call, programme, vocabulary } = found;
    let title = content::title_of(project, fiche);
    let mut sheet = Sheet::new(&format!("Fiche-action – {title}"), &project.partner.name);
    sheet.subtitle("Fiche-action");
    sheet.title(&title);
    sheet.fact("Organisation porteuse", &project.partner.name);
    sheet.fact("Appel à projets", &call.title);
    sheet.fact("Cité éducative", programme);
    match receipt {
        Some(receipt) => {
            sheet.fact("Numéro", &receipt.number);
            sheet.fact("Déposée le", &words::instant(receipt.submitted_at));
            sheet.fact("Empreinte SHA-256", &receipt.sha256);
        }
        None => {
            sheet.fact("Date limite de dépôt", &content::deadline(found));
            sheet.notice(HOW);
        }
    }
    sheet.form(&serde_json::to_value(fiche).unwrap_or_default(), vocabulary);
    sheet.finish(&[
        (ORIGIN[0], project.id.as_str().to_owned()),
        (ORIGIN[1], project.version.to_string()),
        (ORIGIN[2], call.id.as_str().to_owned()),
    ])
}

#[cfg(test)]
mod tests;
