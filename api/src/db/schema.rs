//! The tables, as diesel sees them. A test compares them with the migrated database.

diesel::table! {
    data_versions (name) {
        name -> Text,
        value -> BigInt,
    }
}

diesel::table! {
    programmes (id) {
        id -> Text,
        slug -> Text,
        name -> Text,
        audience -> Text,
        insee_commune -> Nullable<Text>,
        label_starts_on -> Nullable<Date>,
        label_ends_on -> Nullable<Date>,
        state_funding_cents -> Nullable<BigInt>,
        contact -> Text,
        axes -> Text,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    objectives (id) {
        id -> Text,
        programme_id -> Text,
        code -> Text,
        label -> Text,
        detail -> Text,
        axis -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    districts (id) {
        id -> Text,
        programme_id -> Text,
        name -> Text,
        kind -> Text,
        code -> Nullable<Text>,
        geography_year -> Nullable<Integer>,
        version -> Integer,
    }
}

diesel::table! {
    partners (id) {
        id -> Text,
        programme_id -> Text,
        kind -> Text,
        name -> Text,
        siret -> Nullable<Text>,
        siren -> Nullable<Text>,
        rna -> Nullable<Text>,
        uai -> Nullable<Text>,
        description -> Text,
        website -> Nullable<Text>,
        address -> Text,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        representative -> Nullable<Text>,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        representative_role -> Nullable<Text>,
        contact_name -> Nullable<Text>,
    }
}

diesel::table! {
    users (id) {
        id -> Text,
        email -> Text,
        name -> Text,
        password_hash -> Nullable<Text>,
        status -> Text,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    memberships (id) {
        id -> Text,
        user_id -> Text,
        role -> Text,
        programme_id -> Nullable<Text>,
        partner_id -> Nullable<Text>,
        partner_role -> Nullable<Text>,
        version -> Integer,
        created_at -> Timestamp,
        objectives -> Text,
    }
}

diesel::table! {
    invitations (id) {
        id -> Text,
        email -> Text,
        role -> Text,
        programme_id -> Nullable<Text>,
        partner_id -> Nullable<Text>,
        partner_role -> Nullable<Text>,
        token_hash -> Text,
        invited_by -> Text,
        version -> Integer,
        expires_at -> Timestamp,
        accepted_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        user_id -> Text,
        user_agent -> Text,
        created_at -> Timestamp,
        last_used_at -> Timestamp,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    refresh_tokens (hash) {
        hash -> Text,
        session_id -> Text,
        created_at -> Timestamp,
        replaced_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    calls (id) {
        id -> Text,
        programme_id -> Text,
        slug -> Text,
        title -> Text,
        aim -> Text,
        description -> Text,
        deliverable -> Text,
        selection_on -> Nullable<Date>,
        who_may_apply -> Text,
        reviewers_per_project -> Integer,
        published_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        decisions_published_at -> Nullable<Timestamp>,
        decisions_version -> Integer,
        last_number -> Integer,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        chart -> Text,
        reviews_due_on -> Nullable<Date>,
    }
}

diesel::table! {
    call_windows (call_id, position) {
        call_id -> Text,
        position -> Integer,
        opens_on -> Date,
        closes_on -> Date,
        closes_at -> Nullable<Text>,
    }
}

diesel::table! {
    extensions (id) {
        id -> Text,
        call_id -> Text,
        partner_id -> Text,
        until_on -> Date,
        until_at -> Nullable<Text>,
        reason -> Text,
        granted_by -> Text,
        granted_at -> Timestamp,
        revoked_by -> Nullable<Text>,
        revoked_at -> Nullable<Timestamp>,
        revocation_reason -> Nullable<Text>,
        version -> Integer,
    }
}

diesel::table! {
    criteria (id) {
        id -> Text,
        call_id -> Text,
        code -> Text,
        label -> Text,
        help -> Text,
        weight -> Integer,
        position -> Integer,
        counts -> Bool,
        score_labels -> Text,
    }
}

diesel::table! {
    envelopes (call_id, funder_id) {
        call_id -> Text,
        funder_id -> Text,
        amount_cents -> BigInt,
    }
}

diesel::table! {
    projects (id) {
        id -> Text,
        programme_id -> Text,
        call_id -> Text,
        partner_id -> Text,
        number -> Nullable<Text>,
        status -> Text,
        decided -> Bool,
        title -> Text,
        summary -> Text,
        requested_cents -> BigInt,
        title_sort -> Text,
        title_search -> Text,
        search -> Text,
        correction_reason -> Nullable<Text>,
        correction_sections -> Nullable<Text>,
        correction_due -> Nullable<Date>,
        correction_comments -> Nullable<Text>,
        inadmissible_reason -> Nullable<Text>,
        renewal_of -> Nullable<Text>,
        filings -> Integer,
        version -> Integer,
        created_by -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        submitted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    fiches (project_id) {
        project_id -> Text,
        content -> Text,
    }
}

diesel::table! {
    section_versions (project_id, section) {
        project_id -> Text,
        section -> Text,
        version -> Integer,
        updated_by -> Nullable<Text>,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    presences (project_id, user_id) {
        project_id -> Text,
        user_id -> Text,
        section -> Nullable<Text>,
        since -> Timestamp,
        seen_at -> Timestamp,
    }
}

diesel::table! {
    collaborators (id) {
        id -> Text,
        project_id -> Text,
        user_id -> Nullable<Text>,
        email -> Text,
        role -> Text,
        token_hash -> Text,
        invited_by -> Text,
        version -> Integer,
        expires_at -> Timestamp,
        accepted_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    project_leads (project_id) {
        project_id -> Text,
        user_id -> Text,
        since -> Timestamp,
    }
}

diesel::table! {
    project_objectives (project_id, objective_id) {
        project_id -> Text,
        objective_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    project_districts (project_id, district_id) {
        project_id -> Text,
        district_id -> Text,
        planned -> Integer,
    }
}

diesel::table! {
    project_ties (project_id, partner_id, kind) {
        project_id -> Text,
        partner_id -> Text,
        kind -> Text,
    }
}

diesel::table! {
    project_requests (project_id, funder_id) {
        project_id -> Text,
        funder_id -> Text,
        amount_cents -> BigInt,
    }
}

diesel::table! {
    contributions (project_id, partner_id) {
        project_id -> Text,
        partner_id -> Text,
        role -> Text,
        contributes -> Text,
        brings -> Text,
        state -> Text,
        word -> Text,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<Timestamp>,
        version -> Integer,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    submissions (id) {
        id -> Text,
        project_id -> Text,
        position -> Integer,
        sha256 -> Text,
        content -> Text,
        submitted_by -> Text,
        submitted_at -> Timestamp,
    }
}

diesel::table! {
    project_events (id) {
        id -> Text,
        project_id -> Text,
        kind -> Text,
        internal -> Bool,
        actor_id -> Nullable<Text>,
        detail -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    assignments (id) {
        id -> Text,
        call_id -> Text,
        project_id -> Text,
        reviewer_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    review_reopenings (id) {
        id -> Text,
        assignment_id -> Text,
        due_on -> Date,
        reason -> Text,
        reopened_by -> Text,
        reopened_at -> Timestamp,
    }
}

diesel::table! {
    stated_conflicts (id) {
        id -> Text,
        project_id -> Text,
        user_id -> Text,
        source -> Text,
        reason -> Text,
        created_at -> Timestamp,
        lifted_at -> Nullable<Timestamp>,
        lifted_by -> Nullable<Text>,
        lifting_reason -> Nullable<Text>,
    }
}

diesel::table! {
    reviews (id) {
        id -> Text,
        project_id -> Text,
        reviewer_id -> Text,
        status -> Text,
        opinion -> Nullable<Text>,
        message -> Text,
        confidential_note -> Text,
        abstention_reason -> Nullable<Text>,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        submitted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    review_scores (review_id, criterion_id) {
        review_id -> Text,
        criterion_id -> Text,
        score -> Nullable<Integer>,
        comment -> Text,
    }
}

diesel::table! {
    decisions (id) {
        id -> Text,
        call_id -> Text,
        project_id -> Text,
        outcome -> Text,
        reason -> Text,
        decided_by -> Text,
        version -> Integer,
        updated_at -> Timestamp,
        votes_in_favour -> Nullable<Integer>,
        votes_against -> Nullable<Integer>,
        votes_abstained -> Nullable<Integer>,
        reserve_rank -> Nullable<Integer>,
        quorum_eligible -> Nullable<Integer>,
        quorum_required -> Nullable<Integer>,
        quorum_present -> Nullable<Integer>,
    }
}

diesel::table! {
    decision_amounts (decision_id, funder_id) {
        decision_id -> Text,
        funder_id -> Text,
        proposed_cents -> Nullable<BigInt>,
        voted_cents -> BigInt,
    }
}

diesel::table! {
    decision_reservations (decision_id, position) {
        decision_id -> Text,
        position -> Integer,
        what -> Text,
        owner -> Text,
        due -> Date,
        proof -> Nullable<Text>,
        proof_by -> Nullable<Text>,
        proof_at -> Nullable<Timestamp>,
        lift_note -> Nullable<Text>,
        lifted_by -> Nullable<Text>,
        lifted_at -> Nullable<Timestamp>,
        version -> Integer,
    }
}

diesel::table! {
    committee_sessions (call_id) {
        call_id -> Text,
        status -> Text,
        place -> Text,
        quorum_percent -> Integer,
        current_project_id -> Nullable<Text>,
        opened_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        version -> Integer,
    }
}

diesel::table! {
    session_agenda (call_id, project_id) {
        call_id -> Text,
        project_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    session_attendance (id) {
        id -> Text,
        call_id -> Text,
        user_id -> Nullable<Text>,
        name -> Text,
        institution_id -> Nullable<Text>,
        arrived_at -> Timestamp,
        left_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    feedbacks (project_id) {
        project_id -> Text,
        text -> Text,
        version -> Integer,
    }
}

diesel::table! {
    signatures (call_id, carrier_id) {
        call_id -> Text,
        carrier_id -> Text,
        user_id -> Text,
        decisions_version -> Integer,
        signed_at -> Timestamp,
    }
}

diesel::table! {
    simulations (id) {
        id -> Text,
        call_id -> Text,
        name -> Text,
        terms -> Text,
        result -> Text,
        created_by -> Text,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    attachments (id) {
        id -> Text,
        project_id -> Nullable<Text>,
        partner_id -> Nullable<Text>,
        object -> Text,
        name -> Text,
        label -> Text,
        kind -> Text,
        file_type -> Text,
        size -> BigInt,
        sha256 -> Text,
        version -> Integer,
        created_by -> Text,
        created_at -> Timestamp,
        removed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    submission_attachments (submission_id, attachment_id) {
        submission_id -> Text,
        attachment_id -> Text,
        name -> Text,
        label -> Text,
        kind -> Text,
    }
}

diesel::table! {
    loose_objects (object) {
        object -> Text,
        since -> Timestamp,
    }
}

diesel::table! {
    messages (id) {
        id -> Text,
        project_id -> Text,
        author_id -> Text,
        side -> Text,
        text -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    message_marks (project_id, user_id) {
        project_id -> Text,
        user_id -> Text,
        read_until -> Text,
    }
}

diesel::table! {
    message_notices (project_id, side) {
        project_id -> Text,
        side -> Text,
        due -> Timestamp,
    }
}

diesel::table! {
    idempotent_answers (key_hash) {
        key_hash -> Text,
        request_hash -> Text,
        status -> Integer,
        headers -> Text,
        body -> Text,
        created_at -> Timestamp,
        attempt -> Text,
    }
}

diesel::table! {
    emails (id) {
        id -> Text,
        cause -> Text,
        kind -> Text,
        programme_id -> Nullable<Text>,
        call_id -> Nullable<Text>,
        project_id -> Nullable<Text>,
        recipient -> Text,
        recipient_name -> Text,
        subject -> Text,
        body_text -> Text,
        body_html -> Text,
        secret -> Nullable<Text>,
        message_id -> Text,
        state -> Text,
        attempts -> Integer,
        last_error -> Nullable<Text>,
        next_attempt_at -> Timestamp,
        give_up_at -> Timestamp,
        expires_at -> Nullable<Timestamp>,
        claim -> Nullable<Text>,
        claimed_until -> Nullable<Timestamp>,
        version -> Integer,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
        purged_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    email_templates (programme_id, kind) {
        programme_id -> Text,
        kind -> Text,
        subject -> Nullable<Text>,
        body_text -> Nullable<Text>,
        body_html -> Nullable<Text>,
        version -> Integer,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    turns (name) {
        name -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    password_resets (token_hash) {
        token_hash -> Text,
        user_id -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    published_minutes (call_id) {
        call_id -> Text,
        content -> Text,
    }
}

diesel::joinable!(objectives -> programmes (programme_id));
diesel::joinable!(districts -> programmes (programme_id));
diesel::joinable!(partners -> programmes (programme_id));
diesel::joinable!(memberships -> users (user_id));
diesel::joinable!(memberships -> programmes (programme_id));
diesel::joinable!(memberships -> partners (partner_id));
diesel::joinable!(invitations -> programmes (programme_id));
diesel::joinable!(invitations -> partners (partner_id));
diesel::joinable!(invitations -> users (invited_by));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(refresh_tokens -> sessions (session_id));
diesel::joinable!(calls -> programmes (programme_id));
diesel::joinable!(criteria -> calls (call_id));
diesel::joinable!(envelopes -> calls (call_id));
diesel::joinable!(envelopes -> partners (funder_id));
diesel::joinable!(projects -> programmes (programme_id));
diesel::joinable!(projects -> calls (call_id));
diesel::joinable!(projects -> partners (partner_id));
diesel::joinable!(projects -> users (created_by));
diesel::joinable!(fiches -> projects (project_id));
diesel::joinable!(project_objectives -> projects (project_id));
diesel::joinable!(project_objectives -> objectives (objective_id));
diesel::joinable!(project_districts -> projects (project_id));
diesel::joinable!(project_districts -> districts (district_id));
diesel::joinable!(project_ties -> projects (project_id));
diesel::joinable!(project_ties -> partners (partner_id));
diesel::joinable!(project_requests -> projects (project_id));
diesel::joinable!(project_requests -> partners (funder_id));
diesel::joinable!(extensions -> users (granted_by));
diesel::joinable!(contributions -> projects (project_id));
diesel::joinable!(contributions -> partners (partner_id));
diesel::joinable!(submissions -> projects (project_id));
diesel::joinable!(submissions -> users (submitted_by));
diesel::joinable!(project_events -> projects (project_id));
diesel::joinable!(project_events -> users (actor_id));
diesel::joinable!(assignments -> calls (call_id));
diesel::joinable!(assignments -> projects (project_id));
diesel::joinable!(assignments -> users (reviewer_id));
diesel::joinable!(review_reopenings -> assignments (assignment_id));
diesel::joinable!(review_reopenings -> users (reopened_by));
diesel::joinable!(stated_conflicts -> projects (project_id));
diesel::joinable!(stated_conflicts -> users (user_id));
diesel::joinable!(reviews -> projects (project_id));
diesel::joinable!(reviews -> users (reviewer_id));
diesel::joinable!(submission_attachments -> submissions (submission_id));
diesel::joinable!(submission_attachments -> attachments (attachment_id));
diesel::joinable!(messages -> users (author_id));
diesel::joinable!(review_scores -> reviews (review_id));
diesel::joinable!(review_scores -> criteria (criterion_id));
diesel::joinable!(decisions -> calls (call_id));
diesel::joinable!(decisions -> projects (project_id));
diesel::joinable!(decisions -> users (decided_by));
diesel::joinable!(decision_amounts -> decisions (decision_id));
diesel::joinable!(decision_amounts -> partners (funder_id));
diesel::joinable!(decision_reservations -> decisions (decision_id));
diesel::joinable!(session_attendance -> calls (call_id));
diesel::joinable!(feedbacks -> projects (project_id));
diesel::joinable!(signatures -> calls (call_id));
diesel::joinable!(signatures -> partners (carrier_id));
diesel::joinable!(signatures -> users (user_id));
diesel::joinable!(simulations -> calls (call_id));
diesel::joinable!(simulations -> users (created_by));
diesel::joinable!(password_resets -> users (user_id));

diesel::allow_tables_to_appear_in_same_query!(
    data_versions,
    published_minutes,
    programmes,
    objectives,
    districts,
    partners,
    users,
    memberships,
    invitations,
    sessions,
    refresh_tokens,
    calls,
    call_windows,
    extensions,
    criteria,
    envelopes,
    projects,
    fiches,
    section_versions,
    presences,
    collaborators,
    project_leads,
    project_objectives,
    project_districts,
    project_ties,
    project_requests,
    contributions,
    submissions,
    project_events,
    assignments,
    review_reopenings,
    stated_conflicts,
    reviews,
    review_scores,
    decisions,
    decision_amounts,
    decision_reservations,
    committee_sessions,
    session_agenda,
    session_attendance,
    feedbacks,
    signatures,
    simulations,
    idempotent_answers,
    attachments,
    submission_attachments,
    loose_objects,
    messages,
    message_marks,
    message_notices,
    emails,
    email_templates,
    turns,
    password_resets,
);
