//! Attachments: what is accepted, who sees it, what was filed.

use openapi::{ErrorCode, limits::FILE_MAX};
use serde_json::{Value, json};
use tests::{
    Person, TestApp,
    files::{archive, attach, attached, docx, pdf, png, program},
    on_both_engines, scene, text,
};

on_both_engines!(
    a_file_comes_back_as_it_was_sent,
    a_part_of_a_file_can_be_asked_for,
    the_content_says_the_type_and_neither_name_nor_header,
    what_is_no_document_is_refused_and_leaves_nothing,
    a_name_leads_nowhere_and_hides_nothing,
    a_file_has_a_largest_size_by_the_bytes_that_arrive,
    the_same_file_twice_is_told,
    an_upload_sent_again_with_its_key_attaches_once,
    what_is_said_of_a_file_changes_with_its_version,
    a_removed_file_is_gone_and_its_bytes_too,
    files_are_for_those_who_read_the_whole_fiche,
    a_recused_reviewer_sees_no_file,
    a_filed_fiche_keeps_its_files_whatever_comes_later,
    a_deleted_draft_takes_its_files_along,
    a_partner_keeps_its_own_documents,
    the_documents_of_a_merged_partner_follow,
);

async fn a_file_comes_back_as_it_was_sent(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    let bytes = pdf("devis", 700_000);
    let path = "label=Devis%20de%20l%E2%80%99imprimeur&kind=quote";
    let sent = partner
        .request(reqwest::Method::POST, &format!("{draft}/attachments?name=Devis%20%C3%A9t%C3%A9.pdf&{path}"))
        .raw("application/pdf", bytes.clone())
        .await
        .is(201);
    assert_eq!(sent["name"], "Devis été.pdf");
    assert_eq!(
        (&sent["type"], &sent["kind"], &sent["size"]),
        (&json!("pdf"), &json!("quote"), &json!(700_000))
    );
    let attachment = sent.header("location").strip_prefix("/api/v1").unwrap().to_owned();
    assert_eq!(partner.get(&attachment).await.is(200).json(), sent.json());
    let content = partner.get(&format!("{attachment}/content")).await.is(200);
    assert!(content.body == bytes, "{} bytes came back", content.body.len());
    assert_eq!(content.header("content-type"), "application/pdf");
    assert_eq!(content.header("content-length"), "700000");
    assert_eq!(content.header("x-content-type-options"), "nosniff");
    assert!(content.header("content-security-policy").contains("sandbox"), "{content:?}");
    let disposition = content.header("content-disposition");
    assert_eq!(
        disposition,
        "attachment; filename=\"Devis ete.pdf\"; filename*=UTF-8''Devis%20%C3%A9t%C3%A9.pdf"
    );
    assert_eq!(content.etag(), format!("\"{}\"", text(&sent["sha256"])));
    let again = partner.get(&format!("{attachment}/content")).header("if-none-match", &content.etag()).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    let listed = partner.get(&format!("{draft}/attachments")).await.is(200);
    assert_eq!(listed.items(), std::slice::from_ref(sent.json()));
}

async fn a_part_of_a_file_can_be_asked_for(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    let bytes = pdf("devis", 300_000);
    let id = attach(&partner, &draft, "devis.pdf", bytes.clone()).await.is(201).id();
    let content = format!("{draft}/attachments/{id}/content");
    let part = partner.get(&content).header("range", "bytes=270000-270009").await.is(206);
    assert_eq!(part.body, &bytes[270_000..270_010]);
    assert_eq!(part.header("content-range"), "bytes 270000-270009/300000");
    let end = partner.get(&content).header("range", "bytes=-7").await.is(206);
    assert_eq!(end.body, b"\n%%EOF\n");
    partner.get(&content).header("range", "bytes=300000-").await.refused(ErrorCode::RangeNotSatisfiable);
    let changed = partner.get(&content).header("range", "bytes=0-1").header("if-range", "\"other\"").await;
    assert_eq!((changed.status, changed.body.len()), (200, 300_000));
}

async fn the_content_says_the_type_and_neither_name_nor_header(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    let url = format!("{draft}/attachments?name=affiche.pdf");
    let image = partner.request(reqwest::Method::POST, &url).raw("application/pdf", png()).await.is(201);
    assert_eq!((&image["type"], &image["name"]), (&json!("png"), &json!("affiche.png")));
    let word = attach(&partner, &draft, "bilan", docx(&[])).await.is(201);
    assert_eq!((&word["type"], &word["name"]), (&json!("docx"), &json!("bilan.docx")));
    let odt = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]);
    assert_eq!(attach(&partner, &draft, "bilan.odt", odt).await.is(201)["type"], "odt");
}

async fn what_is_no_document_is_refused_and_leaves_nothing(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    let mut both = pdf("devis", 2_000);
    both.extend(archive(&[("a.exe", b"MZ")]));
    let bomb = docx(&[("word/media/a", &vec![0; 200_000_000]), ("word/media/b", &vec![0; 200_000_000])]);
    assert!(bomb.len() < 1_000_000, "{}", bomb.len());
    for (name, bytes, code) in [
        ("devis.pdf", program(), ErrorCode::FileTypeRefused),
        ("devis.pdf", b"#!/bin/sh\nrm -rf /\n".to_vec(), ErrorCode::FileTypeRefused),
        ("page.pdf", b"<html><script>alert(1)</script>%PDF-1.4 %%EOF".to_vec(), ErrorCode::FileTypeRefused),
        ("devis.docx", archive(&[("a.exe", b"MZ")]), ErrorCode::FileTypeRefused),
        ("devis.docx", docx(&[("word/vbaProject.bin", b"x")]), ErrorCode::FileHasMacros),
        ("devis.docx", bomb, ErrorCode::FileUnsafe),
        ("devis.docx", docx(&[("../../x", b"x")]), ErrorCode::FileUnsafe),
        ("devis.pdf", both, ErrorCode::FileUnsafe),
        ("devis.pdf", pdf("cut", 5_000)[..4_000].to_vec(), ErrorCode::FileDamaged),
        ("devis.docx", docx(&[])[..200].to_vec(), ErrorCode::FileDamaged),
        ("devis.pdf", Vec::new(), ErrorCode::FileEmpty),
    ] {
        attach(&partner, &draft, name, bytes).await.refused(code);
        assert_eq!(partner.get(&format!("{draft}/attachments")).await.is(200).total(), 0);
        assert_eq!(app.stored_files(), 0, "{}", code.as_str());
    }
}

async fn a_name_leads_nowhere_and_hides_nothing(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    for (given, kept) in [
        ("../../../etc/passwd", "passwd.pdf"),
        ("C:\\Windows\\System32\\devis.pdf", "devis.pdf"),
        ("devis\u{202e}fdp.exe", "devisfdp.exe.pdf"),
        ("Fête 🎉 👨‍👩‍👧.pdf", "Fête 🎉 👨‍👩‍👧.pdf"),
        ("con.pdf", "_con.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie- x=1.pdf"),
    ] {
        let sent = attach(&partner, &draft, given, pdf(given, 2_000)).await.is(201);
        assert_eq!(sent["name"], kept);
        let content = partner.get(&format!("{draft}/attachments/{}/content", sent.id())).await.is(200);
        assert!(content.header("content-disposition").starts_with("attachment; filename="), "{content:?}");
        assert_eq!(content.header("set-cookie"), "");
    }
    attach(&partner, &draft, "a\0.pdf", pdf("nul", 2_000)).await.only_at_field("/name", "control_characters");
    attach(&partner, &draft, "  ", pdf("blank", 2_000)).await.only_at_field("/name", "required");
    let unknown = format!("{draft}/attachments?name=a.pdf&kind=virus");
    let request = partner.request(reqwest::Method::POST, &unknown).raw("application/pdf", pdf("kind", 2_000));
    request.await.only_at_field("/kind", "unknown_reference");
}

async fn a_file_has_a_largest_size_by_the_bytes_that_arrive(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    let most = usize::try_from(FILE_MAX).unwrap();
    attach(&partner, &draft, "trop.pdf", pdf("1", most + 1)).await.refused(ErrorCode::FileTooLarge);
    assert_eq!(app.stored_files(), 0);
    for n in 0..5 {
        attach(&partner, &draft, "juste.pdf", pdf(&n.to_string(), most)).await.is(201);
    }
    attach(&partner, &draft, "un-de-plus.pdf", pdf("6", 2_000)).await.refused(ErrorCode::AttachmentsFull);
    assert_eq!(app.stored_files(), 5);
}

async fn the_same_file_twice_is_told(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    attach(&partner, &draft, "devis.pdf", pdf("devis", 2_000)).await.is(201);
    attach(&partner, &draft, "autre.pdf", pdf("devis", 2_000)).await.refused(ErrorCode::SameFile);
    let other = scene::draft(app, &partner, "Théâtre au collège").await;
    attach(&partner, &other, "devis.pdf", pdf("devis", 2_000)).await.is(201);
    assert_eq!(app.stored_files(), 2);
}

async fn an_upload_sent_again_with_its_key_attaches_once(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    let send = |bytes| attach(&partner, &draft, "devis.pdf", bytes).idempotency_key("devis-1");
    let large = 3_000_000;
    let first = send(pdf("devis", large)).await.is(201);
    let again = send(pdf("devis", large)).await.is(201);
    assert_eq!(again.json(), first.json());
    assert_eq!(again.header("idempotent-replayed"), "true");
    send(pdf("autre", large)).await.refused(ErrorCode::IdempotencyKeyReused);
    assert_eq!(partner.get(&format!("{draft}/attachments")).await.is(200).total(), 1);
}

async fn what_is_said_of_a_file_changes_with_its_version(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    let attachment = attached(&partner, &draft, "devis.pdf").await;
    let etag = partner.etag(&attachment).await;
    let change = json!({"label": "Devis de l’imprimeur", "kind": "quote"});
    let changed = partner.patch(&attachment, &etag, &change).await.is(200);
    assert_eq!((&changed["label"], &changed["kind"]), (&change["label"], &change["kind"]));
    partner.patch(&attachment, &etag, &change).await.refused(ErrorCode::PreconditionFailed);
    partner.delete(&attachment, &etag).await.refused(ErrorCode::PreconditionFailed);
    partner.change(&attachment, &json!({"name": "autre.pdf"})).await.only_at_field("/name", "unknown_field");
    partner.change(&attachment, &json!({"label": "x".repeat(201)})).await.only_at_field("/label", "too_long");
}

async fn a_removed_file_is_gone_and_its_bytes_too(app: &TestApp) {
    let partner = app.partner_association().await;
    let draft = scene::draft(app, &partner, "Lire en famille").await;
    let attachment = attached(&partner, &draft, "devis.pdf").await;
    assert_eq!(app.stored_files(), 1);
    partner.delete(&attachment, &partner.etag(&attachment).await).await.is(204);
    for path in [attachment.clone(), format!("{attachment}/content")] {
        partner.get(&path).await.refused(ErrorCode::NotFound);
    }
    assert_eq!(app.stored_files(), 0);
}

/// What a person may read of a project's files: all, or nothing at all.
async fn reads(reader: &Person, project: &str, attachment: &str) -> bool {
    let paths = [format!("{project}/attachments"), attachment.to_owned(), format!("{attachment}/content")];
    let mut read = Vec::new();
    for path in paths {
        let answer = reader.get(&path).await;
        let refused = [401, 404].contains(&answer.status);
        assert!(refused || answer.status == 200, "{answer:?}");
        if refused {
            answer.never_says("zanzibar");
        }
        read.push(!refused);
    }
    assert!(read.iter().all(|one| *one == read[0]), "{} of {project}: {read:?}", reader.name());
    read[0]
}

async fn files_are_for_those_who_read_the_whole_fiche(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire en famille").await;
    let attachment = attached(&owner, &draft, "zanzibar.pdf").await;
    assert!(reads(&owner, &draft, &attachment).await);
    let (coordinator, observer, carrier) =
        (app.coordinator().await, app.observer().await, app.carrier_ville().await);
    let (school, reviewer) = (app.partner_school().await, app.reviewer_1().await);
    let admin = app.admin().await;
    for stranger in [&coordinator, &observer, &carrier, &school, &reviewer, &admin, &app.anonymous()] {
        assert!(!reads(stranger, &draft, &attachment).await, "{} of a draft", stranger.name());
        let sent = attach(stranger, &draft, "a.pdf", pdf("a", 2_000)).await;
        assert!([401, 404].contains(&sent.status), "{sent:?}");
    }
    owner.act(&draft, "submit", &json!({})).await.is(200);
    for reader in [&owner, &coordinator, &observer, &carrier] {
        assert!(reads(reader, &draft, &attachment).await, "{} once filed", reader.name());
    }
    for stranger in [&school, &reviewer, &admin, &app.anonymous()] {
        assert!(!reads(stranger, &draft, &attachment).await, "{} once filed", stranger.name());
    }
    coordinator.act(&draft, "admissibility", &json!({"admissible": true})).await.is(200);
    scene::assign(app, &draft, &reviewer).await.is(201);
    assert!(reads(&reviewer, &draft, &attachment).await, "an assigned reviewer");
    attach(&coordinator, &draft, "a.pdf", pdf("a", 2_000)).await.refused(ErrorCode::Forbidden);
    let other = scene::draft(app, &owner, "Théâtre au collège").await;
    let elsewhere = attachment.replace(scene::id(&draft), scene::id(&other));
    owner.get(&elsewhere).await.refused(ErrorCode::NotFound);
    // Once selected and published, the portal shows the action and none of its files.
    let (selected, _) = scene::published(app).await;
    for stranger in [&school, &app.anonymous()] {
        stranger.get(&selected).await.is(200);
        let listed = stranger.get(&format!("{selected}/attachments")).await;
        assert!([401, 404].contains(&listed.status), "{listed:?}");
    }
}

async fn a_recused_reviewer_sees_no_file(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire en famille").await;
    let attachment = attached(&owner, &draft, "zanzibar.pdf").await;
    owner.act(&draft, "submit", &json!({})).await.is(200);
    let coordinator = app.coordinator().await;
    coordinator.act(&draft, "admissibility", &json!({"admissible": true})).await.is(200);
    let reviewer = app.reviewer_1().await;
    scene::assign(app, &draft, &reviewer).await.is(201);
    assert!(reads(&reviewer, &draft, &attachment).await);
    reviewer.post(&format!("{draft}/conflicts"), &json!({"reason": "Une amie le porte."})).await.is(201);
    assert!(!reads(&reviewer, &draft, &attachment).await);
}

async fn a_filed_fiche_keeps_its_files_whatever_comes_later(app: &TestApp) {
    let owner = app.partner_association().await;
    let coordinator = app.coordinator().await;
    let draft = scene::draft(app, &owner, "Lire en famille").await;
    let first = attached(&owner, &draft, "premier.pdf").await;
    owner.act(&draft, "submit", &json!({})).await.is(200);
    attach(&owner, &draft, "tard.pdf", pdf("tard", 2_000)).await.refused(ErrorCode::TransitionNotAllowed);
    owner.delete(&first, &owner.etag(&first).await).await.refused(ErrorCode::TransitionNotAllowed);
    owner.change(&first, &json!({"label": "Autre"})).await.refused(ErrorCode::TransitionNotAllowed);
    let due = json!({"reason": "Un devis plus récent.", "due": "2026-06-01"});
    coordinator.act(&draft, "return", &due).await.is(200);
    owner.change(&first, &json!({"label": "Ancien devis"})).await.is(200);
    owner.delete(&first, &owner.etag(&first).await).await.is(204);
    let second = attached(&owner, &draft, "second.pdf").await;
    owner.act(&draft, "submit", &json!({})).await.is(200);
    let names = async |query: &str| -> Vec<Value> {
        let page = coordinator.get(&format!("{draft}/attachments{query}")).await.is(200);
        page.each("name").into_iter().cloned().collect()
    };
    assert_eq!(names("").await, ["second.pdf"]);
    assert_eq!(names("?filed=1").await, ["premier.pdf"]);
    assert_eq!(names("?filed=2").await, ["second.pdf"]);
    let before = coordinator.get(&format!("{draft}/attachments?filed=1")).await.is(200);
    assert_eq!((&before.items()[0]["label"], &before.items()[0]["filed"]), (&json!(""), &json!(true)));
    for version in ["0", "3"] {
        let path = format!("{draft}/attachments?filed={version}");
        coordinator.get(&path).await.refused(ErrorCode::NotFound);
    }
    for attachment in [first, second] {
        assert!(coordinator.get(&format!("{attachment}/content")).await.is(200).body.starts_with(b"%PDF"));
    }
}

async fn a_deleted_draft_takes_its_files_along(app: &TestApp) {
    let owner = app.partner_association().await;
    let draft = scene::draft(app, &owner, "Lire en famille").await;
    let attachment = attached(&owner, &draft, "devis.pdf").await;
    owner.delete(&draft, &owner.etag(&draft).await).await.is(204);
    owner.get(&attachment).await.refused(ErrorCode::NotFound);
}

async fn a_partner_keeps_its_own_documents(app: &TestApp) {
    let owner = app.partner_association().await;
    let partner = format!("/partners/{}", scene::partner_of(&owner).await);
    let attachment = attached(&owner, &partner, "statuts.pdf").await;
    owner.change(&attachment, &json!({"kind": "statutes"})).await.is(200);
    assert!(reads(&owner, &partner, &attachment).await);
    assert!(reads(&app.coordinator().await, &partner, &attachment).await);
    for stranger in
        [app.partner_school().await, app.carrier_ville().await, app.observer().await, app.anonymous()]
    {
        assert!(!reads(&stranger, &partner, &attachment).await, "{}", stranger.name());
    }
    owner.delete(&attachment, &owner.etag(&attachment).await).await.is(204);
    assert_eq!(owner.get(&format!("{partner}/attachments")).await.is(200).total(), 0);
    assert_eq!(app.stored_files(), 0);
}

async fn the_documents_of_a_merged_partner_follow(app: &TestApp) {
    let owner = app.partner_association().await;
    let coordinator = app.coordinator().await;
    let kept = format!("/partners/{}", scene::partner_of(&owner).await);
    let duplicate = json!({"kind": "association", "name": "Le même en double"});
    let duplicate = format!("/partners/{}", coordinator.post("/partners", &duplicate).await.is(201).id());
    attached(&coordinator, &duplicate, "statuts.pdf").await;
    let body = json!({"duplicate": scene::id(&duplicate)});
    coordinator.act(&kept, "merge", &body).await.is(200);
    let listed = owner.get(&format!("{kept}/attachments")).await.is(200);
    assert_eq!(listed.each("name"), ["statuts.pdf"]);
}
