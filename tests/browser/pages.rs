//! Which pages a person may see: every route of the app × every role, with an address for each.

use crate::world::World;
use openapi::project::Section;
use std::{collections::BTreeSet, fs, path::Path};

/// Somebody of the demo, or nobody in particular.
pub const ANONYMOUS: &str = "anonymous";
/// One person of each role.
pub const EVERYBODY: [&str; 7] =
    [ANONYMOUS, "partner-association", "reviewer-1", "carrier-ville", "observer", "coordinator", "admin"];
const LOGGED_IN: [&str; 6] =
    ["partner-association", "reviewer-1", "carrier-ville", "observer", "coordinator", "admin"];
const PARTNER: [&str; 1] = ["partner-association"];
const READERS: [&str; 3] = ["carrier-ville", "observer", "coordinator"];
const COMMITTEE: [&str; 2] = ["carrier-ville", "coordinator"];
const MANAGERS: [&str; 2] = ["coordinator", "admin"];

/// The pages of a route, and who may see them.
struct Visits {
    route: &'static str,
    who: &'static [&'static str],
    addresses: Vec<String>,
}

fn visits(world: &World) -> Vec<Visits> {
    let one = |route, who, address: &str| Visits { route, who, addresses: vec![address.to_owned()] };
    let same = |route, who| one(route, who, route);
    let of = |route: &'static str, who, ids: &[&String]| Visits {
        route,
        who,
        addresses: ids.iter().map(|id| route.replace(":id", id)).collect(),
    };
    let World { call, draft, complete, filed, returned, corrected, inadmissible, under_review, .. } = world;
    vec![
        same("/", &EVERYBODY),
        same("/objectifs", &EVERYBODY),
        same("/partenaires", &EVERYBODY),
        of("/partenaires/:id", &EVERYBODY, &[&world.partner]),
        same("/appels", &EVERYBODY),
        of("/appels/:id", &EVERYBODY, &[call, &"2022".to_owned()]),
        same("/projets", &EVERYBODY),
        // Nothing is published yet: see the pages after publication.
        of("/projets/:id", &[], &[]),
        one("/recherche", &EVERYBODY, "/recherche?q=lecture"),
        same("/contact", &EVERYBODY),
        same("/mentions-legales", &EVERYBODY),
        same("/accessibilite", &EVERYBODY),
        same("/plan-du-site", &EVERYBODY),
        same("/aide", &EVERYBODY),
        same("/verifier", &EVERYBODY),
        same("/connexion", &[ANONYMOUS]),
        same("/mot-de-passe-oublie", &[ANONYMOUS]),
        one("/mot-de-passe/:token", &[ANONYMOUS], "/mot-de-passe/inconnu"),
        same("/compte", &LOGGED_IN),
        one("/invitation/:token", &[ANONYMOUS], &format!("/invitation/{}", world.invitation)),
        same("/a-faire", &LOGGED_IN),
        same("/contributions", &PARTNER),
        same("/mon-organisation", &PARTNER),
        of("/mon-organisation/:id", &PARTNER, &[&world.partner]),
        same("/fiches", &PARTNER),
        same("/fiches", &READERS),
        same("/fiches/nouvelle", &PARTNER),
        Visits {
            route: "/fiches/reprendre",
            who: &PARTNER,
            addresses: vec!["/fiches/reprendre".to_owned(), format!("/fiches/reprendre?fiche={filed}")],
        },
        of("/fiches/:id", &PARTNER, &[draft, filed, returned, inadmissible, under_review]),
        of("/fiches/:id", &READERS, &[filed, inadmissible, under_review]),
        of("/fiches/:id", &["coordinator"], &[draft, returned]),
        of("/fiches/:id", &["reviewer-1"], &[under_review]),
        of("/fiches/:id/modifier", &PARTNER, &[draft, complete, returned]),
        Visits {
            route: "/fiches/:id/modifier/:section",
            who: &PARTNER,
            addresses: Section::ALL
                .map(|section| format!("/fiches/{complete}/modifier/{}", section.slug()))
                .into(),
        },
        Visits {
            route: "/fiches/:id/modifier/:section",
            who: &PARTNER,
            // Asked for with a comment, and left as it is.
            addresses: ["budget", "identite"]
                .map(|section| format!("/fiches/{returned}/modifier/{section}"))
                .into(),
        },
        of("/fiches/:id/pieces", &PARTNER, &[draft, returned]),
        of("/fiches/:id/verifier", &PARTNER, &[draft, complete, returned]),
        of("/fiches/:id/versions", &PARTNER, &[draft, filed, returned, corrected]),
        of("/fiches/:id/versions", &READERS, &[corrected]),
        of("/fiches/:id/importer", &PARTNER, &[draft, returned]),
        of("/fiches/:id/verifier", &PARTNER, &[draft, complete]),
        same("/evaluations", &["reviewer-1", "carrier-ville"]),
        of("/evaluations/:id", &["reviewer-1"], &[&world.begun_review]),
        // Not begun: the address names the project, and says so.
        one("/evaluations/:id", &["reviewer-1"], &format!("/evaluations/{}?fiche=1", world.assigned)),
        of("/evaluations/:id", &["coordinator"], &[&world.done_review]),
        same("/gestion/appels", &["carrier-ville", "observer", "coordinator", "admin"]),
        same("/gestion/appels/nouveau", &MANAGERS),
        of("/gestion/appels/:id", &MANAGERS, &[call]),
        of("/gestion/appels/:id/depots", &READERS, &[call]),
        of("/gestion/appels/:id/classement", &COMMITTEE, &[call]),
        of("/gestion/appels/:id/repartition", &READERS, &[call]),
        of("/gestion/appels/:id/simulateur", &COMMITTEE, &[call]),
        of("/gestion/appels/:id/decisions", &COMMITTEE, &[call]),
        of("/gestion/appels/:id/signatures", &COMMITTEE, &[call]),
        of("/gestion/appels/:id/seance", &COMMITTEE, &[call]),
        of("/gestion/appels/:id/remarques", &["coordinator"], &[call]),
        of("/gestion/appels/:id/suites", &COMMITTEE, &[call]),
        of("/gestion/appels/:id/proces-verbal", &COMMITTEE, &[call]),
        same("/gestion/partenaires", &MANAGERS),
        same("/gestion/objectifs", &MANAGERS),
        same("/gestion/quartiers", &MANAGERS),
        same("/gestion/personnes", &MANAGERS),
        same("/gestion/courriels", &MANAGERS),
        same("/gestion/courriels/modeles", &MANAGERS),
        one("/gestion/courriels/modeles/:kind", &MANAGERS, "/gestion/courriels/modeles/correction_request"),
        of("/gestion/courriels/:id", &["coordinator"], &[&world.email]),
        same("/gestion/programme", &MANAGERS),
        same("/admin/programmes", &["admin"]),
        same("/introuvable", &EVERYBODY),
    ]
}

/// Addresses of all that a person may see while the call is at work.
pub fn of(who: &str, world: &World) -> Vec<String> {
    let theirs = visits(world).into_iter().filter(|visits| visits.who.contains(&who));
    theirs.flat_map(|visits| visits.addresses).collect()
}

/// Every route of the app, read from its one table.
pub fn routes() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../frontend/src/routes.rs");
    let source = fs::read_to_string(source).expect("the app has its routes there");
    let found = source.split("#[at(\"").skip(1).filter_map(|rest| rest.split('"').next());
    found.map(str::to_owned).collect()
}

#[test]
fn every_route_of_the_app_is_in_the_table_of_pages() {
    let empty = World::default();
    let visited: BTreeSet<String> =
        visits(&empty).into_iter().map(|visits| visits.route.to_owned()).collect();
    assert_eq!(routes(), visited);
}
