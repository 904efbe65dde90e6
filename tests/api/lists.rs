//! Lists: pages that neither repeat nor skip, sorts, filters and search.

use openapi::ErrorCode;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tests::{Person, TestApp, contract, on_both_engines, scene, text};

on_both_engines!(
    a_walk_sees_every_item_once_whatever_the_page_size,
    a_walk_sees_what_stays_once_while_rows_come_and_go,
    every_sort_orders_and_its_reverse_is_the_reverse,
    titles_sort_without_case_and_accents,
    filters_narrow_and_combine,
    a_search_ignores_case_accents_and_endings,
    a_search_term_is_text_and_no_pattern,
    every_list_that_says_so_is_searched,
    the_link_header_leads_to_the_next_page,
    a_limit_out_of_range_is_refused,
    a_cursor_that_is_not_ours_is_refused,
    an_unknown_sort_or_filter_value_is_refused,
    small_lists_are_paged_too,
    an_empty_list_is_a_list,
);

const TITLES: [&str; 7] = [
    "Théâtre au collège",
    "École ouverte",
    "atelier cuisine",
    "Ateliers du mercredi",
    "Éveil musical",
    "Zone de lecture",
    "Œuvres du quartier",
];

/// Drafts of the association, some submitted, a minute between each.
async fn projects(app: &TestApp, count: usize) -> Vec<String> {
    let partner = app.partner_association().await;
    let mut paths = Vec::new();
    for index in 0..count {
        let path = scene::draft(app, &partner, TITLES[index % TITLES.len()]).await;
        app.clock.advance(chrono::Duration::seconds(7));
        if index % 2 == 0 {
            partner.act(&path, "submit", &json!({})).await.is(200);
        }
        paths.push(path);
    }
    paths
}

/// The ids of a whole list, in its order, page by page; `between` runs after each page.
async fn walk(reader: &Person, list: &str, limit: usize, between: impl AsyncFn()) -> Vec<String> {
    let separator = if list.contains('?') { '&' } else { '?' };
    let mut ids = Vec::new();
    let mut cursor = String::new();
    for _ in 0..200 {
        let page = reader.get(&format!("{list}{separator}limit={limit}{cursor}")).await.is(200);
        assert!(page.items().len() <= limit, "{page:?}");
        ids.extend(page.each("id").into_iter().map(|id| text(id).to_owned()));
        let Some(next) = page["next"].as_str() else { return ids };
        assert_eq!(page.items().len(), limit, "a page before the last is full");
        cursor = format!("&cursor={next}");
        between().await;
    }
    panic!("{list} does not end");
}

async fn nothing() {}

async fn a_walk_sees_every_item_once_whatever_the_page_size(app: &TestApp) {
    projects(app, 9).await;
    let partner = app.partner_association().await;
    let whole = walk(&partner, "/projects?mine=true", 100, nothing).await;
    assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), whole.len());
    let total = partner.get("/projects?mine=true&limit=1").await.is(200).total();
    assert_eq!(usize::try_from(total).unwrap(), whole.len());
    for sort in [
        "",
        "&sort=title",
        "&sort=-updated_at",
        "&sort=requested,-title",
        "&sort=submitted_at",
        "&sort=-submitted_at",
    ] {
        let list = format!("/projects?mine=true{sort}");
        let at_once = walk(&partner, &list, 100, nothing).await;
        for limit in 1..=whole.len() + 1 {
            assert_eq!(walk(&partner, &list, limit, nothing).await, at_once, "{list} by {limit}");
        }
    }
}

async fn a_walk_sees_what_stays_once_while_rows_come_and_go(app: &TestApp) {
    let mut random = StdRng::seed_from_u64(7);
    let partner = app.partner_association().await;
    for (sort, limit) in
        [("title", 2), ("-title", 3), ("updated_at", 2), ("-updated_at", 1), ("submitted_at", 2)]
    {
        let paths = projects(app, 6).await;
        let (stays, goes) = paths.split_at(4);
        let goes = std::cell::RefCell::new(goes.to_vec());
        let draw = std::cell::RefCell::new(random.random_range(0..TITLES.len()));
        let list = format!("/projects?mine=true&sort={sort}");
        let seen = walk(&partner, &list, limit, async || {
            app.clock.advance(chrono::Duration::seconds(1));
            let gone = goes.borrow_mut().pop();
            if let Some(path) = gone {
                let etag = partner.etag(&path).await;
                // One of the two was submitted: that one withdraws, and stays in the list.
                partner.delete(&path, &etag).await;
            }
            let title = TITLES[draw.replace_with(|index| (*index + 3) % TITLES.len())];
            if *draw.borrow() % 2 == 0 {
                scene::draft(app, &partner, title).await;
            }
        })
        .await;
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len(), "{list}: twice in {seen:?}");
        for path in stays {
            assert!(seen.iter().any(|id| id == scene::id(path)), "{list} skips {path}");
        }
    }
}

async fn every_sort_orders_and_its_reverse_is_the_reverse(app: &TestApp) {
    projects(app, 7).await;
    let partner = app.partner_association().await;
    for field in ["created_at", "updated_at", "submitted_at", "title", "number", "requested"] {
        let up = walk(&partner, &format!("/projects?mine=true&sort={field}"), 3, nothing).await;
        let mut down = walk(&partner, &format!("/projects?mine=true&sort=-{field}"), 3, nothing).await;
        down.reverse();
        assert_eq!(up, down, "{field}");
    }
    let times = partner.get("/projects?mine=true&sort=updated_at&limit=100").await.is(200);
    let times: Vec<&str> = times.each("updated_at").into_iter().map(text).collect();
    assert!(times.is_sorted(), "{times:?}");
}

async fn titles_sort_without_case_and_accents(app: &TestApp) {
    projects(app, 7).await;
    let sorted =
        app.partner_association().await.get("/projects?mine=true&sort=title&limit=100").await.is(200);
    let own: Vec<&str> =
        sorted.each("title").into_iter().map(text).filter(|title| TITLES.contains(title)).collect();
    let expected = [
        "atelier cuisine",
        "Ateliers du mercredi",
        "École ouverte",
        "Éveil musical",
        "Œuvres du quartier",
        "Théâtre au collège",
        "Zone de lecture",
    ];
    assert_eq!(own, expected);
}

async fn filters_narrow_and_combine(app: &TestApp) {
    let partner = app.partner_association().await;
    let first = scene::submitted(app, &partner, "Lire et écrire en famille").await;
    let second = scene::draft(app, &partner, "Théâtre au collège").await;
    let changes = json!({"objectives": {"main": "O3", "others": []}, "audience": {"districts": [{"district": "Chevreux", "planned": 3}]}});
    partner.change(&second, &changes).await.is(200);
    let third = scene::draft(app, &app.partner_school().await, "Un potager au collège").await;
    let association = scene::partner_of(&partner).await;
    let districts = app.anonymous().get("/districts").await.is(200);
    let district = |name: &str| {
        text(&districts.items().iter().find(|district| district["name"] == name).unwrap()["id"]).to_owned()
    };
    let (presles, chevreux) = (district("Presles"), district("Chevreux"));
    let objectives = app.anonymous().get("/objectives").await.is(200);
    let o3 = text(&objectives.items().iter().find(|objective| objective["code"] == "O3").unwrap()["id"])
        .to_owned();
    for (filter, sees_first, sees_second) in [
        ("status=submitted".to_owned(), true, false),
        ("status=draft".to_owned(), false, true),
        ("status=draft,submitted".to_owned(), true, true),
        ("objective=O2".to_owned(), true, false),
        ("objective=O7".to_owned(), true, false),
        ("objective=O2,O3".to_owned(), true, true),
        (format!("objective={o3}"), false, true),
        (format!("district={presles}"), true, false),
        (format!("district={chevreux}"), false, true),
        (format!("partner={association}"), true, true),
        ("call=2022".to_owned(), false, false),
        ("programme=soissons".to_owned(), true, true),
        ("status=draft&objective=O2".to_owned(), false, false),
        ("q=theatre&status=draft".to_owned(), false, true),
    ] {
        let seen = partner.all(&format!("/projects?{filter}")).await;
        let has = |path: &str| seen.iter().any(|item| item["id"] == scene::id(path));
        assert_eq!((has(&first), has(&second), has(&third)), (sees_first, sees_second, false), "{filter}");
        let total = partner.get(&format!("/projects?{filter}&limit=1")).await.is(200).total();
        assert_eq!(usize::try_from(total).unwrap(), seen.len(), "{filter}");
    }
}

async fn a_search_ignores_case_accents_and_endings(app: &TestApp) {
    let partner = app.partner_association().await;
    let project = scene::draft(app, &partner, "Œuvres et théâtres de l’été").await;
    for words in ["theatre", "THÉÂTRES", "oeuvre", "œuvres", "ete", "été théâtre", "l'été"] {
        let query: String = words.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let found = partner.get(&format!("/projects?q={query}")).await.is(200);
        assert!(found.each("id").iter().any(|id| **id == json!(scene::id(&project))), "{words}: {found:?}");
    }
    assert_eq!(
        partner.get("/projects?q=theatre%20potager").await.is(200).total(),
        0,
        "every word must be there"
    );
}

async fn a_search_term_is_text_and_no_pattern(app: &TestApp) {
    let partner = app.partner_association().await;
    let before = partner.get("/projects?q=famill").await.is(200).total();
    scene::draft(app, &partner, "Lire et écrire en famille").await;
    for words in ["%25", "_", "l%25e", "%5c", "'%3B--", "%22%20OR%201%3D1"] {
        let found = partner.get(&format!("/projects?q={words}")).await.is(200);
        let whole = partner.get("/projects").await.is(200).total();
        // A query without a word searches nothing; one with other words finds nothing.
        assert!([0, whole].contains(&found.total()), "{words}: {found:?}");
    }
    assert_eq!(partner.get("/projects?q=famill").await.is(200).total(), before + 1);
    assert_eq!(partner.get("/projects?q=fam%25lle").await.is(200).total(), 0);
    assert_eq!(partner.get("/projects?q=fam_lle").await.is(200).total(), 0);
    partner.get(&format!("/projects?q={}", "a".repeat(201))).await.at_field("/q", "too_long");
}

async fn the_link_header_leads_to_the_next_page(app: &TestApp) {
    let visitor = app.anonymous();
    let first = visitor.get("/objectives?limit=3&sort=code").await.is(200);
    let link = first.header("link").to_owned();
    assert!(link.ends_with("; rel=\"next\""), "{link}");
    let target = link.trim_start_matches('<').split('>').next().unwrap();
    let next = visitor.get_root(target).await.is(200);
    let codes: Vec<&Value> = first.each("code").into_iter().chain(next.each("code")).collect();
    assert_eq!(codes, ["O1", "O2", "O3", "O4", "O5", "O6"]);
    let last = visitor.get("/objectives?limit=100").await.is(200);
    assert_eq!((last.header("link"), &last["next"]), ("", &Value::Null));
}

async fn a_limit_out_of_range_is_refused(app: &TestApp) {
    for list in ["/projects", "/partners", "/objectives", "/calls", "/programmes", "/districts", "/search"] {
        for limit in ["0", "101", "4294967295"] {
            let refused = app.anonymous().get(&format!("{list}?limit={limit}&q=a")).await;
            refused.only_at_field("/limit", "out_of_range");
        }
        for limit in ["-1", "dix", "4294967296", ""] {
            let refused = app.anonymous().get(&format!("{list}?limit={limit}&q=a")).await;
            assert!([400, 422].contains(&refused.status), "{limit:?}: {refused:?}");
        }
    }
}

async fn a_cursor_that_is_not_ours_is_refused(app: &TestApp) {
    let visitor = app.anonymous();
    let own = visitor.get("/objectives?limit=1&sort=code").await.is(200);
    let cursor = text(&own["next"]).to_owned();
    for forged in ["x", "AAAA", "e30", "bnVsbA", "%20", &cursor[1..]] {
        let refused = visitor.get(&format!("/objectives?sort=code&cursor={forged}")).await;
        refused.only_at_field("/cursor", "invalid_cursor");
        visitor.get(&format!("/projects?cursor={forged}")).await.only_at_field("/cursor", "invalid_cursor");
    }
    let other_sort = visitor.get(&format!("/objectives?sort=-code&cursor={cursor}")).await;
    other_sort.only_at_field("/cursor", "invalid_cursor");
}

async fn an_unknown_sort_or_filter_value_is_refused(app: &TestApp) {
    let partner = app.partner_association().await;
    for sort in ["colour", "title;drop", "-", "--title", "title,,status"] {
        partner.get(&format!("/projects?sort={sort}")).await.only_at_field("/sort", "unknown_sort");
    }
    partner.get("/projects?status=nowhere").await.refused(ErrorCode::ValidationFailed);
    partner.get("/partners?kind=nobody").await.refused(ErrorCode::ValidationFailed);
    // An object that does not exist has no projects; whether it is refused or empty, nothing leaks and nothing breaks.
    for filter in ["call=nowhere", "partner=x", "district=x", "objective=O99", "programme=nowhere"] {
        let answer = partner.get(&format!("/projects?{filter}")).await;
        assert!(
            answer.status == 422 || (answer.status == 200 && answer.total() == 0),
            "{filter}: {answer:?}"
        );
    }
}

async fn small_lists_are_paged_too(app: &TestApp) {
    let coordinator = app.coordinator().await;
    for list in ["/objectives", "/districts", "/partners", "/calls", "/users"] {
        let whole = walk(&coordinator, list, 100, nothing).await;
        assert!(whole.len() >= 2, "{list}");
        assert_eq!(walk(&coordinator, list, 1, nothing).await, whole, "{list}");
        assert_eq!(walk(&coordinator, list, 2, nothing).await, whole, "{list}");
    }
}

async fn an_empty_list_is_a_list(app: &TestApp) {
    let none = app.anonymous().get("/partners?q=xylophone").await.is(200);
    assert_eq!(none.json(), &json!({"items": [], "next": null, "total": 0}));
}

async fn every_list_that_says_so_is_searched(app: &TestApp) {
    let coordinator = app.coordinator().await;
    let call = scene::call_path(app).await;
    let project = scene::admissible(app, &app.partner_association().await, "Kaléidoscope").await;
    scene::reviewed(app, &project, &app.reviewer_2().await, 3).await;
    scene::decide(app, &project, "rejected", 0).await.is(201);
    let scenario = json!({"name": "Kaléidoscope", "score": "raw"});
    coordinator.post(&format!("{call}/simulations"), &scenario).await.is(201);
    let mut found = Vec::new();
    for (method, template, operation) in contract::operations(&contract::COMMITTED) {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let is_list = template.rsplit_once('.').is_none_or(|(_, ending)| ending.contains('/'));
        if method != "GET" || !is_list || !parameters.into_iter().any(|parameter| parameter["name"] == "q") {
            continue;
        }
        let path = template.trim_start_matches("/api/v1").replace("/calls/{id}", &call);
        let none = coordinator.get(&format!("{path}?q=zzyzx")).await.is(200);
        assert_eq!(none.total(), 0, "{path}");
        if coordinator.get(&format!("{path}?q=kaleidoscope")).await.is(200).total() > 0 {
            found.push(path.rsplit('/').next().unwrap().to_owned());
        }
    }
    found.sort();
    assert_eq!(
        found,
        ["assignments", "decisions", "projects", "ranking", "reviews", "search", "simulations"]
    );
}
