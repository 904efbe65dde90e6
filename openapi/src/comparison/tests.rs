use super::*;
use serde_json::json;

fn nobody(_: &str) -> Option<String> {
    None
}

fn changed(before: Value, after: Value) -> Vec<FieldComparison> {
    compare(&before, &after, &nobody).into_iter().filter(|field| field.changed).collect()
}

/// A side with what changed between marks: `[quatre]`.
fn marked(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| if piece.changed { format!("[{}]", piece.text) } else { piece.text.clone() })
        .collect()
}

fn rows(field: &FieldComparison) -> Vec<(String, String)> {
    field.rows.iter().map(|row| (marked(&row.before), marked(&row.after))).collect()
}

#[test]
fn a_fiche_compared_with_itself_has_no_change() {
    let fiche = serde_json::to_value(crate::project::ProjectInput::default()).unwrap_or_default();
    assert_eq!(changed(fiche.clone(), fiche), []);
}

#[test]
fn in_a_text_only_the_words_that_differ_are_marked() {
    let found = changed(
        json!({"need": "Un enfant sur quatre entre en sixième sans lire."}),
        json!({"need": "Un enfant sur cinq entre en sixième sans lire aisément."}),
    );
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].section, found[0].label.as_str()), (Section::Objectives, "Besoin observé"));
    let expected = (
        "Un enfant sur [quatre] entre en sixième sans lire.".to_owned(),
        "Un enfant sur [cinq] entre en sixième sans lire[ aisément].".to_owned(),
    );
    assert_eq!(rows(&found[0]), [expected]);
}

#[test]
fn the_pieces_of_a_side_are_its_text() {
    let (before, after) = ("Deux ateliers, le mardi.", "Trois ateliers : mardi et jeudi.");
    let row = words::compared(before, after);
    let text = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
    assert_eq!((text(&row.before).as_str(), text(&row.after).as_str()), (before, after));
}

#[test]
fn a_line_of_the_budget_is_found_again_by_its_account_and_its_amount_marked() {
    let line = |account: &str, label: &str, cents: i64| json!({"account": account, "label": label, "amount": {"amount": cents, "currency": "EUR"}});
    let found = changed(
        json!({"budget": {"charges": [line("604", "Intervenants", 100_000), line("601", "Livres", 25_000)]}}),
        json!({"budget": {"charges": [line("601", "Livres", 30_000), line("604", "Intervenants", 100_000), line("625", "Car", 5_000)]}}),
    );
    assert_eq!(found.iter().map(|field| field.pointer.as_str()).collect::<Vec<_>>(), ["/budget/charges"]);
    let found = rows(&found[0]);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].0.contains("[250]") && found[0].1.contains("[300]"), "{found:?}");
    assert!(!found[1].0.contains('['), "{found:?}");
    assert!(found[2].0.is_empty() && found[2].1.starts_with('['), "{found:?}");
}

#[test]
fn lines_of_other_accounts_are_not_one_that_was_rewritten() {
    let line = |account: &str, label: &str| json!({"account": account, "label": label, "amount": {"amount": 250_000, "currency": "EUR"}});
    let found = changed(
        json!({"budget": {"charges": [line("601", "Livres")]}}),
        json!({"budget": {"charges": [line("625", "Car")]}}),
    );
    let found = rows(&found[0]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().any(|(before, after)| before.starts_with("[601") && after.is_empty()), "{found:?}");
}

#[test]
fn a_line_taken_out_stays_where_it_was() {
    let phase = |name: &str| json!({"name": name, "starts_on": "2026-10-05"});
    let found = changed(
        json!({"phases": [phase("Préparation"), phase("Ateliers"), phase("Fête")]}),
        json!({"phases": [phase("Préparation"), phase("Fête")]}),
    );
    let found = rows(&found[0]);
    assert_eq!(found.len(), 3);
    assert!(found[1].0.starts_with("[Ateliers") && found[1].1.is_empty(), "{found:?}");
    assert!(found[0].0.contains("début\u{a0}: 05/10/2026"), "{found:?}");
}

#[test]
fn ids_are_shown_by_their_names_and_choices_by_their_words() {
    let id = "0193c8a2-6d1f-7a52-8f4e-1b2c3d4e5f62";
    let name = |text: &str| (text == id).then(|| "Médiathèque".to_owned());
    let before = json!({"times": ["school"], "partners": [{"partner": id, "role": "", "confirmed": false}]});
    let found = compare(&before, &json!({}), &name);
    let texts: Vec<String> = found.iter().flat_map(rows).map(|(before, _)| before).collect();
    assert_eq!(texts, ["[Temps scolaire]", "[Médiathèque · confirmé\u{a0}: non]"]);
}

#[test]
fn every_member_of_a_fiche_has_words() {
    let fiche = json!(crate::project::ProjectInput::default());
    for section in Section::ALL {
        for field in section.fields() {
            for member in fiche[*field]
                .as_object()
                .map_or(vec![*field], |members| members.keys().map(String::as_str).collect())
            {
                assert_ne!(label(member), "Autre", "{field}/{member}");
            }
        }
    }
}
