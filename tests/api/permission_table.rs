//! Who may do what: one line an operation and object, one letter an actor.

/// The actors, in the order of the letters.
pub const ACTORS: [&str; 10] = [
    "anonymous",
    "admin",
    "coordinator",
    "carrier",
    "reviewer, assigned",
    "reviewer, not assigned",
    "partner, own, owner",
    "partner, own, reader",
    "partner, other",
    "observer",
];

/// `+` may: done, or refused for another reason than who asks (409, 412, 422).
/// `1` is asked to log in (401). `3` may not (403). `4` it does not exist (404).
/// `x` may not, told either way (403 or 404): for writes on what the actor does not see.
/// `a` is asked to log in, or it does not exist (401 or 404).
///
/// Each line is asked with a body that its operation takes and the stale version `If-Match: "0"`: whoever may act is
/// stopped by the version (412), by a duplicate (409) or by a reference that leads nowhere (422), so that the next
/// actor finds everything as it was. `$names` stand for objects of the situation that `permissions.rs` sets up.
pub const TABLE: &str = r#"
                                                anon admin coord carrier assigned unassigned owner reader other observer
GET    /healthz                                    +++++ +++++
GET    /readyz                                     +++++ +++++
GET    /.well-known/jwks.json                      +++++ +++++

POST   /auth/login                                 +++++ +++++  {"email": "observer@demo.example", "password": "Alliance-demo-2026!"}
POST   /auth/token                                 +++++ +++++  form grant_type=password&username=observer%40demo.example&password=Alliance-demo-2026%21
POST   /auth/refresh                               11111 11111
POST   /auth/invitations/accept                    +++++ +++++  {"token": "guessed", "name": "Camille", "password": "faible"}
POST   /auth/password/forgot                       +++++ +++++  {"email": "personne"}
POST   /auth/password/reset                        +++++ +++++  {"token": "guessed", "password": "faible"}
GET    /me                                         1++++ +++++
PATCH  /me                                         1++++ +++++  {"name": "Camille"}
GET    /me/export                                  1++++ +++++
POST   /me/password                                1++++ +++++  {"current_password": "x", "password": "faible"}
GET    /me/sessions                                1++++ +++++
DELETE /me/sessions?id=$nothing                    14444 44444

GET    /programmes                                 +++++ +++++
POST   /programmes                                 1+333 33333  {"slug": "soissons", "name": "Soissons"}
GET    /programmes/$programme                      +++++ +++++
PATCH  /programmes/$programme                      1++33 33333  {"name": "Autre"}
GET    /objectives                                 +++++ +++++
POST   /objectives                                 1++33 33333  {"code": "O1", "label": "Doublon"}
GET    /objectives/$objective                      +++++ +++++
PATCH  /objectives/$objective                      1++33 33333  {"label": "Autre"}
DELETE /objectives/$objective                      1++33 33333
GET    /districts                                  +++++ +++++
POST   /districts                                  1++33 33333  {"name": "Presles"}
GET    /districts/$district                        +++++ +++++
PATCH  /districts/$district                        1++33 33333  {"name": "Autre"}
DELETE /districts/$district                        1++33 33333
GET    /partners                                   +++++ +++++
POST   /partners                                   1++33 33333  {"kind": "company", "name": "Nouveau"}
GET    /partners/$partner                          +++++ +++++
PATCH  /partners/$partner                          1++33 3+333  {"description": "Autre"}
DELETE /partners/$partner                          1++33 33333
POST   /partners/$partner/merge                    1++33 33333  {"duplicate": "$nothing"}

GET    /charts                                     +++++ +++++
GET    /charts/$chart                              +++++ +++++
GET    /calls                                      +++++ +++++
POST   /calls                                      1++33 33333  {"slug": "2022", "title": "Doublon", "opens_on": "2027-03-01", "closes_on": "2027-05-01"}
GET    /calls/$call                                +++++ +++++
GET    /calls/$hidden_call                         4++44 44444
PATCH  /calls/$call                                1++33 33333  {"title": "Autre"}
PATCH  /calls/$hidden_call                         1++xx xxxxx  {"title": "Autre"}
POST   /calls/$call/publish                        1++33 33333  {}
POST   /calls/$call/close                          1++33 33333  {}
GET    /calls/$call/extensions                     +++++ +++++
GET    /calls/$hidden_call/extensions              4++44 44444
POST   /calls/$call/extensions                     13+33 33333  {"partner": "$nothing", "until_on": "2030-02-01", "reason": "Panne."}
GET    /calls/$call/extensions/$extension          +++++ +++++
POST   /calls/$call/extensions/$extension/revoke   13+33 33333  {"reason": "Par erreur."}
GET    /calls/$call/form.pdf                       +++++ +++++
GET    /calls/$hidden_call/form.pdf                4++44 44444
GET    /calls/$call/form.docx                      +++++ +++++
GET    /calls/$hidden_call/form.docx               4++44 44444
GET    /calls/$call/assignments                    13+++ +3333
POST   /calls/$call/assignments                    13+33 33333  {"project": "$reviewable", "reviewer": "$nothing"}
POST   /calls/$call/assignments/proposal           13+33 33333  {"per_project": 10}
DELETE /calls/$call/assignments/$assignment        1x+xx xxxxx
POST   /calls/$call/assignments/$assignment/reopenings 13+33 33333  {"until": "2020-01-01", "reason": "Oubli."}
GET    /calls/$call/conflicts                      13++3 33333
GET    /calls/$call/ranking                        13++3 33333
GET    /calls/$call/ranking.csv                    13++3 33333
GET    /calls/$call/ranking.xlsx                   13++3 33333
GET    /calls/$call/simulations                    13++3 33333
POST   /calls/$call/simulations                    13+33 33333  {"name": "Essai", "locked_in": ["$nothing"]}
GET    /calls/$call/simulations/$nothing           13443 33333
PATCH  /calls/$call/simulations/$nothing           13433 33333  {"name": "Essai"}
DELETE /calls/$call/simulations/$nothing           13433 33333
POST   /calls/$call/simulations/$nothing/decisions 13433 33333  {}
GET    /calls/$call/decisions                      13++3 33333
GET    /calls/$published_call/ranking              13++3 3333+
GET    /calls/$published_call/decisions            13++3 3333+
GET    /calls/$published_call/decisions/$decision  13++3 3333+
POST   /calls/$call/decisions                      13+33 33333  {"project": "$nothing", "outcome": "selected"}
GET    /calls/$call/signatures                     13++3 33333
POST   /calls/$call/signatures                     133+3 33333  {}
GET    /calls/$call/publication                    13++3 33333
POST   /calls/$call/publication                    13+33 33333  {}
GET    /calls/$call/session                        13++3 33333
PATCH  /calls/$call/session                        13+33 33333  {"place": "Salle"}
GET    /calls/$call/session/events                 13++3 33333
POST   /calls/$call/session/attendance             13++3 33333  {}
DELETE /calls/$call/session/attendance/$attendee   13+33 33333
GET    /calls/$call/minutes                        13++3 33333
GET    /calls/$published_call/minutes              13++3 3333+
GET    /calls/$call/minutes.pdf                    13++3 33333
GET    /calls/$published_call/minutes.pdf          13++3 3333+
GET    /calls/$call/reserve                        13++3 33333
GET    /calls/$published_call/reserve              13++3 3333+
POST   /calls/$call/reserve                        13+33 33333  {"project": "$nothing", "amounts": []}
GET    /calls/$call/reservations                   13++3 33333
GET    /calls/$published_call/reservations         13++3 3333+
GET    /calls/$call/feedback                       13+33 33333

GET    /projects                                   +++++ +++++
POST   /projects                                   13333 3+3+3  {"call": "$call", "title": "Nouveau"}
GET    /projects/$draft                            44+44 4++44
PATCH  /projects/$draft                            1x3xx x+34x  {"title": "Autre titre"}
DELETE /projects/$draft                            1x3xx x+34x
POST   /projects/$draft/submit                     1x3xx x+34x  {}
GET    /projects/$draft/sections/$identity         a4344 4++44
GET    /projects/$filed/sections/$identity         a4334 4++43
PATCH  /projects/$draft/sections/$identity         1x3xx x+34x  {"title": "Autre titre"}
GET    /projects/$draft/presence                   a4344 4++44
PUT    /projects/$draft/presence                   1x3xx x++4x  {"section": "budget"}
PUT    /projects/$filed/presence                   1x33x x++43  {"section": "budget"}
GET    /projects/$draft/collaborators              a4344 4++44
POST   /projects/$draft/collaborators              1x3xx x+34x  {"email": "invitee@exemple.fr", "role": "editor"}
PATCH  /projects/$draft/collaborators/$invitee     1x3xx x+34x  {"role": "reader"}
DELETE /projects/$draft/collaborators/$invitee     1x3xx x+34x
POST   /projects/$draft/collaborators/transfer     1x3xx x+34x  {"person": "$nothing"}
GET    /projects/$filed                            44++4 4++4+
PATCH  /projects/$filed                            1x33x x+343  {"title": "Autre titre"}
POST   /projects/$filed/withdraw                   1x33x x+343  {}
POST   /projects/$published/abandon                13+33 3+333  {"reason": "Fin."}
POST   /projects/$filed/return                     1x+3x x33x3  {"reason": "Précisez.", "due": "2026-06-01"}
POST   /projects/$filed/admissibility              1x+3x x33x3  {"admissible": true}
POST   /projects/$filed/reopen                     1x+3x x33x3  {"reason": ""}
POST   /projects/$filed/copy                       13333 3+343  {"call": "$nothing"}
GET    /contributions                              1++++ +++++
GET    /projects/$lent/contributions/$school          14444 4+++4
POST   /projects/$lent/contributions/$school/confirm  1xxxx x33+x  {}
POST   /projects/$lent/contributions/$school/decline  1xxxx x33+x  {"word": "Non"}
GET    /projects/$reviewable                       44+++ 4++4+
GET    /projects/$published                        +++++ +++++
GET    /projects/$draft/events                     a4x44 4++44
GET    /projects/$draft/conflicts                  a4444 43344
POST   /projects/$draft/conflicts                  1x4xx x33xx  {"person": "$nothing", "reason": "Voisin."}
GET    /projects/$draft/evidence                   a4x44 4++44
GET    /projects/$reviewable/events                a4+++ 4++4+
GET    /projects/$draft/versions                   a4x44 4++44
GET    /projects/$reviewable/versions              a4+++ 4++4+
GET    /projects/$reviewable/versions/$version     a4+++ 4++4+
GET    /projects/$reviewable/versions/compare?from=1&to=1 a4+++ 4++4+
GET    /projects/$reviewable/reviews               a4+++ 4334+
POST   /projects/$reviewable/reviews               1x33+ xxxx3  {"scores": [{"criterion": "C99", "score": 3}]}
GET    /projects/$reviewable/conflicts             a4+++ 43343
POST   /projects/$reviewable/conflicts/$tied_user/lift 13+33 33333  {"reason": "Erreur."}
POST   /projects/$reviewable/conflicts             1x+33 x33x3  {"person": "$nothing", "reason": "Voisin."}
GET    /projects/$reviewable/evidence              a4+++ 4++4+
GET    /projects/$draft/fiche.pdf                  a4x44 4++44
GET    /projects/$draft/fiche.docx                 a4x44 4++44
GET    /projects/$draft/fiche.json                 a4x44 44444
GET    /projects/$draft/receipt.pdf                a4x44 44444
POST   /projects/$draft/fiche.docx                 1x3xx x+34x  raw application/vnd.openxmlformats-officedocument.wordprocessingml.document not a document
GET    /projects/$filed/fiche.pdf                  a4++4 4++4+
GET    /projects/$filed/fiche.docx                 a4++4 4++4+
GET    /projects/$filed/fiche.json                 a4++4 4++4+
GET    /projects/$filed/receipt.pdf                a4++4 4++4+
GET    /projects/$reviewable/fiche.pdf             a4+++ 4++4+
GET    /projects/$published/fiche.pdf              a4+++ +++4+
GET    /projects/$published/fiche.json             a4+++ +++4+
GET    /projects/$published/receipt.pdf            a4+++ +++4+
GET    /projects/$reviewable/decision.pdf          14444 44444
GET    /projects/$published/decision.pdf           14+++ +++4+
GET    /projects/$reviewable/feedback              14+33 43343
PATCH  /projects/$reviewable/feedback              14+33 43343  {"text": "Un projet clair."}
GET    /projects/$reviewable/reservations          14+++ 4++4+
GET    /projects/$published/reservations           14+++ +++4+
POST   /projects/$reviewable/reservations/$place/proof 14334 44444  {"text": "Faite."}
POST   /projects/$published/reservations/$place/proof  14333 3+343  {"text": "Faite."}
POST   /projects/$published/reservations/$place/lift 14+33 33343  {"note": "Vue."}
PATCH  /projects/$published/reservations/$place    14+33 33343  {"due": "2027-01-01", "reason": "Fermeture."}
POST   /receipts/verify                            +++++ +++++  {"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
GET    /reviews                                    13+++ +333+
GET    /reviews/$review                            1x44+ 4xxxx
PATCH  /reviews/$review                            1xxx+ xxxxx  {"message": "Autre"}
POST   /reviews/$review/submit                     1xxx+ xxxxx  {}
GET    /reviews/$done                              1x++4 4xxxx
PATCH  /reviews/$done                              1x33x xxxxx  {"message": "Autre"}
POST   /reviews/$done/submit                       1x33x xxxxx  {}
GET    /projects/$draft/attachments                14444 4++44
GET    /projects/$draft/attachments/$attachment    14444 4++44
GET    /projects/$draft/attachments/$attachment/content 14444 4++44
POST   /projects/$draft/attachments                14444 4+344  {}
PATCH  /projects/$draft/attachments/$attachment    14444 4+344  {"label": "Autre"}
DELETE /projects/$draft/attachments/$attachment    14444 4+344
GET    /projects/$reviewable/attachments           14+++ 4++4+
POST   /projects/$reviewable/attachments           14333 4+343  {}
GET    /partners/$partner/attachments              14+44 4++44
GET    /partners/$partner/attachments/$document    14+44 4++44
GET    /partners/$partner/attachments/$document/content 14+44 4++44
POST   /partners/$partner/attachments              14+44 4+344  {}
PATCH  /partners/$partner/attachments/$document    14+44 4+344  {"label": "Autre"}
DELETE /partners/$partner/attachments/$document    14+44 4+344
GET    /projects/$draft/messages                   14+44 4++44
POST   /projects/$draft/messages                   14+44 4+344  {"text": "Bonjour."}
POST   /projects/$draft/messages/read              14+44 4++44  {"until": "$nothing"}
GET    /projects/$reviewable/messages              14+44 4++44
GET    /search?q=soissons                          +++++ +++++
GET    /exports/projects.csv                       13+++ +++++
GET    /exports/projects.xlsx                      13+++ +++++
GET    /exports/partners.csv                       1++++ +++++
GET    /exports/partners.xlsx                      1++++ +++++
GET    /exports/reviews.csv?call=$call             13+++ +333+
GET    /exports/reviews.xlsx?call=$call            13+++ +333+

GET    /users                                      1++33 33333
POST   /users                                      1+333 33333  {"email": "observer@demo.example", "name": "Doublon"}
GET    /users/$other_user                          1++xx xxxxx
PATCH  /users/$other_user                          1+3xx xxxxx  {"name": "Autre"}
GET    /memberships                                1++33 33333
POST   /memberships                                1++33 33333  {"user": "$nothing", "role": "observer", "programme": "soissons"}
GET    /memberships/$membership                    1++xx xxxxx
PATCH  /memberships/$membership                    1++xx xxxxx  {"objectives": []}
DELETE /memberships/$membership                    1++xx xxxxx
GET    /invitations                                1++33 33333
POST   /invitations                                1++33 33333  {"email": "a@exemple.fr", "role": "observer", "programme": "soissons"}
GET    /invitations/$invitation                    1++xx xxxxx
POST   /invitations/$invitation/resend             1++xx xxxxx
DELETE /invitations/$invitation                    1++xx xxxxx

GET    /emails                                     1++33 33333
GET    /emails/status                              1++33 33333
GET    /emails/$email                              1++33 33333
PATCH  /emails/$email                              13+33 33333  {"held": true}
POST   /emails/$email/retry                        1++33 33333
POST   /emails/release                             13+33 33333  {"kind": "decision", "call": "$call"}
GET    /emails/templates                           1++33 33333
GET    /emails/templates/$email_kind                   1++33 33333
PATCH  /emails/templates/$email_kind                   1++33 33333  {"subject": "Autre"}
POST   /emails/templates/$email_kind/preview           1++33 33333  {"subject": "Autre", "text": "Autre", "html": "Autre"}
POST   /emails/templates/$email_kind/reset             1++33 33333

POST   /auth/logout                                +++++ +++++
"#;
