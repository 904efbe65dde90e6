//! The parts of the form, in the order of the web app, in its words.

use super::{Cell, Column, Field, Part, Shape};
use openapi::limits::{DESCRIPTION_MAX, LINE_MAX, METHODS_MAX, NEED_MAX, SUMMARY_MAX, TITLE_MAX};

const NOTE: Cell = Cell::Line { max: LINE_MAX };

const fn one(pointer: &'static str, label: &'static str, hint: &'static str, cell: Cell) -> Field {
    Field { pointer, label, hint, needed: false, shape: Shape::One(cell) }
}

const fn needed(field: Field) -> Field {
    let Field { pointer, label, hint, needed: _, shape } = field;
    Field { pointer, label, hint, needed: true, shape }
}

const fn column(key: &'static str, label: &'static str, cell: Cell, width: u16) -> Column {
    Column { key, label, cell, width, heading: false }
}

const fn heading(key: &'static str, label: &'static str, cell: Cell, width: u16) -> Column {
    Column { key, label, cell, width, heading: true }
}

const fn lines(
    pointer: &'static str,
    label: &'static str,
    hint: &'static str,
    columns: &'static [Column],
    spare: usize,
) -> Field {
    Field { pointer, label, hint, needed: false, shape: Shape::Lines { columns, spare } }
}

/// Every part.
pub const PARTS: &[Part] = &[
    Part { title: "Identité", fields: IDENTITY },
    Part { title: "Objectifs et besoin", fields: OBJECTIVES },
    Part { title: "L’action", fields: ACTION },
    Part { title: "Calendrier", fields: CALENDAR },
    Part { title: "Public", fields: AUDIENCE },
    Part { title: "Partenaires de l’action", fields: PARTNERS },
    Part { title: "Budget", fields: BUDGET },
    Part { title: "Indicateurs", fields: INDICATORS },
    Part { title: "Déclarations", fields: DECLARATIONS },
];

const IDENTITY: &[Field] = &[
    needed(one(
        "/title",
        "Titre de l’action",
        "Un nom court que chacun comprend, par exemple «\u{202f}Lire et écrire en famille\u{202f}».",
        Cell::Line { max: TITLE_MAX },
    )),
    needed(one(
        "/summary",
        "Résumé",
        "En deux ou trois phrases\u{a0}: quoi, pour qui, où.",
        Cell::Text { max: SUMMARY_MAX },
    )),
    one("/contact/name", "Personne à joindre", "Elle répondra aux questions sur cette fiche.", NOTE),
    one("/contact/email", "Son adresse électronique", "Par exemple nom@exemple.fr.", Cell::Email),
    one("/contact/phone", "Son téléphone", "", NOTE),
];

const OBJECTIVES: &[Field] = &[
    needed(one(
        "/objectives/main",
        "Objectif principal",
        "Celui que l’action sert le plus directement.",
        Cell::Objective,
    )),
    lines(
        "/objectives/others",
        "Autres objectifs",
        "Trois au plus.",
        &[column("", "Objectif", Cell::Objective, 1)],
        3,
    ),
    needed(one(
        "/need",
        "Besoin observé",
        "Qu’avez-vous constaté, auprès de qui, et qu’est-ce qui le montre\u{202f}?",
        Cell::Text { max: NEED_MAX },
    )),
];

const ACTION: &[Field] = &[
    needed(one(
        "/description",
        "Description de l’action",
        "Ce qui sera fait, où, avec qui, à quel rythme.",
        Cell::Text { max: DESCRIPTION_MAX },
    )),
    one(
        "/expected_results",
        "Résultats attendus",
        "Ce qui aura changé à la fin, et à quoi on le verra.",
        Cell::Text { max: METHODS_MAX },
    ),
    one(
        "/innovation",
        "Ce qui est nouveau",
        "Dans l’action elle-même, ou pour ce territoire.",
        Cell::Text { max: METHODS_MAX },
    ),
    one(
        "/working_methods",
        "Ce qui change dans les façons de travailler",
        "Entre partenaires, avec les familles, avec les jeunes.",
        Cell::Text { max: METHODS_MAX },
    ),
];

const CALENDAR: &[Field] = &[
    needed(lines(
        "/phases",
        "Étapes",
        "De la préparation au bilan, une étape par ligne. Une seule suffit pour une action courte.",
        &[
            column("name", "Nom de l’étape", NOTE, 6),
            column("starts_on", "Début", Cell::Date, 2),
            column("ends_on", "Fin", Cell::Date, 2),
        ],
        5,
    )),
    Field {
        pointer: "/times",
        label: "Moments de l’action",
        hint: "Quand elle a lieu dans la semaine et l’année des jeunes.",
        needed: false,
        shape: Shape::Ticks(Cell::Time),
    },
];

const AUDIENCE: &[Field] = &[
    needed(lines(
        "/audience/age_bands",
        "Enfants et jeunes prévus, par âge",
        "Comptez chaque personne une fois. Laissez vide un âge qui n’est pas concerné. Jamais de nom d’enfant.",
        &[heading("band", "Âge", Cell::AgeBand, 3), column("planned", "Prévus", Cell::Count, 1)],
        0,
    )),
    one(
        "/audience/girls",
        "Filles",
        "Si vous pouvez l’estimer. Filles et garçons ne dépassent pas ensemble le total par âge.",
        Cell::Count,
    ),
    one("/audience/boys", "Garçons", "", Cell::Count),
    lines(
        "/audience/districts",
        "Habitants des quartiers prioritaires",
        "Parmi eux, combien habitent chaque quartier.",
        &[heading("district", "Quartier", Cell::District, 3), column("planned", "Prévus", Cell::Count, 1)],
        0,
    ),
    one("/audience/parents", "Parents", "Adultes, comptés à part.", Cell::Count),
    one("/audience/professionals", "Professionnels", "Adultes, comptés à part.", Cell::Count),
    lines(
        "/schools",
        "Établissements scolaires concernés",
        "Leur code UAI\u{a0}: 7 chiffres et une lettre, par exemple 0750655E.",
        &[column("", "Code UAI", NOTE, 1)],
        4,
    ),
];

const PARTNERS: &[Field] = &[lines(
    "/partners",
    "Partenaires",
    "Qui participe, et ce que chacun apporte\u{a0}: en mots, puis «\u{202f}de l’argent, des personnes, des locaux, du matériel\u{202f}», autant qu’il convient. L’organisation porteuse n’a pas à y figurer.",
    &[
        column("partner", "Organisation", Cell::Organisation, 4),
        column("role", "Rôle dans l’action", NOTE, 4),
        column("contributes", "Ce qu’elle apporte", NOTE, 4),
        column("brings", "C’est", Cell::Brings, 3),
        column("confirmed", "Confirmé", Cell::YesNo, 2),
    ],
    5,
)];

const BUDGET: &[Field] = &[
    needed(lines(
        "/budget/charges",
        "Charges",
        "Sur le plan comptable associatif (CERFA 12156*06). Charges et produits doivent être égaux, au centime près, au moment du dépôt. \
         Les contributions volontaires, comptes 86, sont équilibrées à part.",
        &[
            column("account", "Compte", Cell::ChargeAccount, 5),
            column("label", "Précision", NOTE, 5),
            column("amount", "Montant", Cell::Amount, 3),
        ],
        8,
    )),
    needed(lines(
        "/budget/revenues",
        "Produits",
        "Une ligne par financeur. Les contributions volontaires, comptes 87, sont équilibrées à part.",
        &[
            column("account", "Compte", Cell::RevenueAccount, 4),
            column("label", "Précision", NOTE, 3),
            column("funder", "Financeur", Cell::Partner, 3),
            column("status", "Financement", Cell::Funding, 2),
            column("amount", "Montant", Cell::Amount, 3),
        ],
        8,
    )),
    lines(
        "/requests",
        "Montants demandés aux financeurs de l’appel",
        "Ce que vous demandez à chacun. Laissez vide un financeur que vous ne sollicitez pas.",
        &[
            heading("funder", "Financeur", Cell::Partner, 3),
            column("amount", "Montant demandé", Cell::Amount, 1),
        ],
        2,
    ),
];

const INDICATORS: &[Field] = &[lines(
    "/indicators",
    "Ce qui sera mesuré",
    "Une valeur de départ, une valeur visée et une date pour chaque indicateur.",
    &[
        column("name", "Indicateur", NOTE, 5),
        column("unit", "Unité", NOTE, 3),
        column("baseline", "Départ", Cell::Number, 2),
        column("target", "Visée", Cell::Number, 2),
        column("due", "Date", Cell::Date, 3),
    ],
    4,
)];

const DECLARATIONS: &[Field] = &[
    one(
        "/declarations/honour",
        "Les informations de cette fiche sont exactes",
        "Le dépôt de la fiche vaut déclaration sur l’honneur.",
        Cell::YesNo,
    ),
    one(
        "/declarations/republican_contract",
        "L’association souscrit au contrat d’engagement républicain",
        "Pour les associations (décret n° 2021-1947 du 31 décembre 2021).",
        Cell::YesNo,
    ),
];
