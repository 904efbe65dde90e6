//! The parts of the form, in the order of the web app, in its words.

use super::{Cell, Column, Field, Part, Shape};
use openapi::{
    limits::{DESCRIPTION_MAX, LINE_MAX, METHODS_MAX, NEED_MAX, SUMMARY_MAX, TITLE_MAX},
    project::Section,
    words,
};

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
    Part { title: Section::Identity.label_fr(), fields: IDENTITY },
    Part { title: Section::Objectives.label_fr(), fields: OBJECTIVES },
    Part { title: Section::Action.label_fr(), fields: ACTION },
    Part { title: Section::Calendar.label_fr(), fields: CALENDAR },
    Part { title: Section::Audience.label_fr(), fields: AUDIENCE },
    Part { title: Section::Partners.label_fr(), fields: PARTNERS },
    Part { title: Section::Budget.label_fr(), fields: BUDGET },
    Part { title: Section::Indicators.label_fr(), fields: INDICATORS },
    Part { title: Section::Declarations.label_fr(), fields: DECLARATIONS },
];

const IDENTITY: &[Field] = &[
    needed(one("/title", words::TITLE, words::TITLE_HINT, Cell::Line { max: TITLE_MAX })),
    needed(one("/summary", words::SUMMARY, words::SUMMARY_HINT, Cell::Text { max: SUMMARY_MAX })),
    one("/contact/name", words::CONTACT, words::CONTACT_HINT, NOTE),
    one("/contact/email", "Son adresse électronique", "Par exemple nom@exemple.fr.", Cell::Email),
    one("/contact/phone", "Son téléphone", "", NOTE),
];

const OBJECTIVES: &[Field] = &[
    needed(one("/objectives/main", words::OBJECTIVE_MAIN, words::OBJECTIVE_MAIN_HINT, Cell::Objective)),
    lines(
        "/objectives/others",
        words::OBJECTIVES_OTHERS,
        words::OBJECTIVES_OTHERS_HINT,
        &[column("", "Objectif", Cell::Objective, 1)],
        3,
    ),
    needed(one("/need", words::NEED, words::NEED_HINT, Cell::Text { max: NEED_MAX })),
];

const ACTION: &[Field] = &[
    needed(one(
        "/description",
        words::DESCRIPTION,
        words::DESCRIPTION_HINT,
        Cell::Text { max: DESCRIPTION_MAX },
    )),
    one("/expected_results", words::RESULTS, words::RESULTS_HINT, Cell::Text { max: METHODS_MAX }),
    one("/innovation", words::INNOVATION, words::INNOVATION_HINT, Cell::Text { max: METHODS_MAX }),
    one("/working_methods", words::METHODS, words::METHODS_HINT, Cell::Text { max: METHODS_MAX }),
];

const CALENDAR: &[Field] = &[
    needed(lines(
        "/phases",
        words::PHASES,
        "De la préparation au bilan, une étape par ligne. Une seule suffit pour une action courte.",
        &[
            column("name", words::PHASE_NAME, NOTE, 6),
            column("starts_on", words::PHASE_START, Cell::Date, 2),
            column("ends_on", words::PHASE_END, Cell::Date, 2),
        ],
        5,
    )),
    Field {
        pointer: "/times",
        label: words::TIMES,
        hint: words::TIMES_HINT,
        needed: false,
        shape: Shape::Ticks(Cell::Time),
    },
];

const AUDIENCE: &[Field] = &[
    needed(lines(
        "/audience/age_bands",
        words::AGE_BANDS,
        words::AGE_BANDS_HINT,
        &[heading("band", "Âge", Cell::AgeBand, 3), column("planned", "Prévus", Cell::Count, 1)],
        0,
    )),
    one(
        "/audience/girls",
        words::GIRLS,
        "Si vous pouvez l’estimer. Filles et garçons ne dépassent pas ensemble le total par âge.",
        Cell::Count,
    ),
    one("/audience/boys", words::BOYS, "", Cell::Count),
    lines(
        "/audience/districts",
        words::DISTRICTS,
        words::DISTRICTS_HINT,
        &[heading("district", "Quartier", Cell::District, 3), column("planned", "Prévus", Cell::Count, 1)],
        0,
    ),
    one("/audience/parents", words::PARENTS, "Adultes, comptés à part.", Cell::Count),
    one("/audience/professionals", words::PROFESSIONALS, "Adultes, comptés à part.", Cell::Count),
    lines("/schools", words::SCHOOLS, words::SCHOOLS_HINT, &[column("", words::SCHOOL, NOTE, 1)], 4),
];

const PARTNERS: &[Field] = &[lines(
    "/partners",
    "Partenaires",
    "Qui participe, et ce que chacun apporte\u{a0}: en mots, puis «\u{202f}de l’argent, des personnes, des locaux, du matériel\u{202f}», autant qu’il convient. L’organisation porteuse n’a pas à y figurer.",
    &[
        column("partner", "Organisation", Cell::Organisation, 4),
        column("role", words::PARTNER_ROLE, NOTE, 4),
        column("contributes", words::PARTNER_BRINGS, NOTE, 4),
        column("brings", words::PARTNER_KINDS, Cell::Brings, 3),
        column("confirmed", "Confirmé", Cell::YesNo, 2),
    ],
    5,
)];

const BUDGET: &[Field] = &[
    needed(lines(
        "/budget/charges",
        words::CHARGES,
        "Sur le plan comptable associatif (CERFA 12156*06). Charges et produits doivent être égaux, au centime près, au moment du dépôt. \
         Les contributions volontaires, comptes 86, sont équilibrées à part.",
        &[
            column("account", words::ACCOUNT, Cell::ChargeAccount, 5),
            column("label", words::LINE_LABEL, NOTE, 5),
            column("amount", "Montant", Cell::Amount, 3),
        ],
        8,
    )),
    needed(lines(
        "/budget/revenues",
        words::REVENUES,
        "Une ligne par financeur. Les contributions volontaires, comptes 87, sont équilibrées à part.",
        &[
            column("account", words::ACCOUNT, Cell::RevenueAccount, 4),
            column("label", words::LINE_LABEL, NOTE, 3),
            column("funder", words::FUNDER, Cell::Partner, 3),
            column("status", "Financement", Cell::Funding, 2),
            column("amount", "Montant", Cell::Amount, 3),
        ],
        8,
    )),
    lines(
        "/requests",
        words::REQUESTS,
        "Ce que vous demandez à chacun. Laissez vide un financeur que vous ne sollicitez pas.",
        &[
            heading("funder", words::FUNDER, Cell::Partner, 3),
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
