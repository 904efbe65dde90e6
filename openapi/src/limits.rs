//! Every limit of the contract, in characters (Unicode scalar values), items or cents.
//! The form shows them, the server enforces them, the specification documents them.

/// Shortest title of a project.
pub const TITLE_MIN: usize = 5;
/// Longest title of a project or a call.
pub const TITLE_MAX: usize = 120;
/// Longest summary of a project.
pub const SUMMARY_MAX: usize = 400;
/// Longest description of the need observed.
pub const NEED_MAX: usize = 3_000;
/// Longest text on what changes in working methods, and on what is new.
pub const METHODS_MAX: usize = 2_000;
/// Longest description of the action.
pub const DESCRIPTION_MAX: usize = 6_000;
/// Longest comment, message, reason or note.
pub const COMMENT_MAX: usize = 2_000;
/// Longest short line: a name, a label, a role.
pub const LINE_MAX: usize = 200;
/// Longest e-mail address (RFC 5321).
pub const EMAIL_MAX: usize = 254;
/// Longest search text.
pub const QUERY_MAX: usize = 200;
/// Most secondary objectives of a project.
pub const OTHER_OBJECTIVES_MAX: usize = 3;
/// Most windows of a call.
pub const WINDOWS_MAX: usize = 12;
/// Most items of any list inside an object.
pub const ITEMS_MAX: usize = 100;
/// Largest count of people.
pub const PEOPLE_MAX: u32 = 1_000_000;
/// Largest value of an indicator, either side of zero.
pub const MEASURE_MAX: i64 = 1_000_000_000_000;
/// Largest amount, in cents: one hundred million euros.
pub const AMOUNT_MAX: i64 = 10_000_000_000;
/// Highest score of a criterion; the lowest is 0.
pub const SCORE_MAX: i32 = 5;
/// Longest word for a score of a criterion.
pub const SCORE_LABEL_MAX: usize = 60;
/// Most reviewers of a project.
pub const REVIEWERS_MAX: i32 = 10;
/// Most lines of a proposal of assignments.
pub const PROPOSAL_LINES_MAX: usize = 5_000;
/// Most scenarios of a call.
pub const SIMULATIONS_MAX: i64 = 50;
/// Largest weight of a criterion.
pub const WEIGHT_MAX: i32 = 100;
/// Largest page of a list.
pub const PAGE_MAX: u32 = 100;
/// Page of a list when the client does not say.
pub const PAGE_DEFAULT: u32 = 20;
/// Largest request body, in bytes.
pub const BODY_MAX: usize = 1_048_576;
/// Longest subject of an e-mail, and of its template.
pub const SUBJECT_MAX: usize = 300;
/// Longest body of an e-mail, and of its template.
pub const EMAIL_BODY_MAX: usize = 20_000;
/// Largest attachment, in bytes.
pub const FILE_MAX: u64 = 10 * 1_048_576;
/// All attachments of a project together, in bytes.
pub const FILES_TOTAL_MAX: u64 = 50 * 1_048_576;
/// Most attachments of a project.
pub const FILES_MAX: usize = 50;
/// Longest name of an attachment.
pub const FILE_NAME_MAX: usize = 150;
/// Longest message between partner and coordinator.
pub const MESSAGE_MAX: usize = 4_000;
/// Largest filled form that is read back, in bytes.
pub const DOCUMENT_MAX: usize = 4_194_304;
/// Largest part of a filled form once unpacked, in bytes.
pub const DOCUMENT_UNPACKED_MAX: u64 = 8_388_608;
/// Most parts of a filled form.
pub const DOCUMENT_PARTS_MAX: usize = 2_000;
/// Deepest nesting of a filled form's elements.
pub const DOCUMENT_DEPTH_MAX: usize = 200;
/// Most projects that a chair puts in an order.
pub const AGENDA_MAX: usize = 1_000;
/// Largest count of votes of one kind.
pub const VOTES_MAX: u32 = 1_000;
/// Longest feedback to an applicant.
pub const FEEDBACK_MAX: usize = 8_000;
